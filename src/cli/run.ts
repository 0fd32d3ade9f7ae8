import { bugs, version } from '../../package.json';
import { readArguments } from './arguments';
import type { Command } from './command';
import { commands } from './commands/index';
import { commandHelp, overview } from './help';
import { type Io, isUserError, UserError } from './io';
import { nearest } from '../text/index';

/** Exit code for wrong usage, unreadable input and bugs of ours. */
const failure = 2;

/** Runs one command line and returns its exit code. All input and output goes through `io`. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === '--version' || name === '-v') return print(io, `${version}\n`);
    if (name === undefined) {
      io.stderr.write(overview());
      return failure;
    }
    if (name === '--help' || name === '-h') return print(io, overview());
    if (name === 'help') return print(io, rest[0] === undefined ? overview() : commandHelp(await load(rest[0])));
    const command = await load(name);
    const { help, operands, values } = readArguments(command, rest);
    return help ? print(io, commandHelp(command)) : await command.run(operands, values, io);
  } catch (error) {
    io.stderr.write(`${explain(error, name ?? '')}\n`);
    return failure;
  }
}

async function load(name: string): Promise<Command> {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry) return entry.load();
  const guess = nearest(name, Object.keys(commands));
  const what = name.startsWith('-') ? `a command comes first, not "${name}"` : `there is no command "${name}"`;
  throw new UserError(`unbridge: ${what}; ${guess ? `did you mean ${guess}?` : 'see unbridge --help'}`);
}

/** One line for a mistake of the user; for one of ours also where to report it. Never a stack. */
function explain(error: unknown, command: string): string {
  if (isUserError(error)) return error.message;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `unbridge: internal error in ${command}: ${message.split('\n')[0]}; please report it at ${bugs.url}`;
}

function print(io: Io, text: string): number {
  io.stdout.write(text);
  return 0;
}
