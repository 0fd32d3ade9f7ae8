import { parseArgs } from 'node:util';
import type { Command } from './command';
import { UserError } from './io';
import { nearest } from '../text/index';

/** What a command line asks of a command. */
export interface Invocation {
  readonly help: boolean;
  readonly operands: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Reads the arguments that follow a command's name. Choices are checked and filled in.
 * @throws UserError when an option is unknown, lacks its value or has a wrong one.
 */
export function readArguments({ name, options }: Command, args: readonly string[]): Invocation {
  const parsed = parse(name, Object.keys(options), () =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        ...Object.fromEntries(
          Object.entries(options).map(([key, { type, short, multiple }]) => [
            key,
            { type, ...(short ? { short } : {}), ...(multiple ? { multiple } : {}) },
          ]),
        ),
      },
    }),
  );
  const values: Record<string, unknown> = {};
  for (const [key, option] of Object.entries(options)) {
    const given = (parsed.values as Readonly<Record<string, unknown>>)[key];
    values[key] =
      given ??
      (option.type === 'boolean' ? false : option.multiple ? [] : option.optional ? undefined : option.choices?.[0]);
    if (option.choices && typeof given === 'string' && !option.choices.includes(given)) {
      throw new UserError(`unbridge ${name}: --${key} is ${list(option.choices)}, not "${given}"`);
    }
  }
  return { help: parsed.values['help'] === true, operands: parsed.positionals, values };
}

function parse<T>(command: string, names: readonly string[], read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('ERR_PARSE_ARGS'))
      throw error;
    // "Unknown option '--x'. To specify a positional argument …": the first sentence is what a person needs.
    const [sentence = ''] = error.message.split(/\.\s|\n/);
    const said = sentence.charAt(0).toLowerCase() + sentence.slice(1).replaceAll("'", '"').replace(/\.$/, '');
    const unknown = /unknown option "--?([^"]+)"/.exec(said)?.[1];
    const guess = unknown && nearest(unknown, names);
    throw new UserError(
      `unbridge ${command}: ${said}${guess ? `; did you mean --${guess}?` : `; see unbridge ${command} --help`}`,
    );
  }
}

function list(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
