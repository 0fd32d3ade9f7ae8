import type { Io } from './io';

/** One option of a command, in the words of its help. */
export interface Option {
  readonly type: 'boolean' | 'string';
  /** One letter, without the dash. */
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in the help: `PORT`, or the choices as `text|json`. */
  readonly value?: string;
  /** The values that are allowed; the first is the default, unless the option is `optional`. */
  readonly choices?: readonly string[];
  /** Without it there is no value, not even the first choice. */
  readonly optional?: true;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What the options of a command line came to. */
export type Values<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends { readonly type: 'boolean' }
    ? boolean
    : O[Name] extends { readonly multiple: true }
      ? readonly string[]
      : O[Name] extends { readonly choices: readonly (infer Choice)[] }
        ? O[Name] extends { readonly optional: true }
          ? Choice | undefined
          : Choice
        : string | undefined;
};

/** One command, in its own file below `commands`. */
export interface Command {
  readonly name: string;
  /** What follows the name: `FILE…`. */
  readonly operands: string;
  readonly summary: string;
  readonly options: Options;
  /** A few command lines that work. */
  readonly examples: readonly string[];
  /** Resolves to the exit code: 0 nothing to report, 1 findings or differences. Wrong usage is a `UserError`. */
  run(operands: readonly string[], values: Readonly<Record<string, unknown>>, io: Io): Promise<number>;
}

/** Declares a command whose `run` knows the types of its options. */
export function defineCommand<const O extends Options>(
  command: Omit<Command, 'run' | 'options'> & {
    readonly options: O;
    run(operands: readonly string[], values: Values<O>, io: Io): Promise<number>;
  },
): Command {
  return command;
}
