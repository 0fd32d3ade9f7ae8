import { description } from '../../package.json';
import type { Command, Option } from './command';
import { commands } from './commands/index';

/** What `unbridge --help` prints: every command with one line. */
export function overview(): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return [
    `unbridge: ${description}`,
    '',
    'Usage: unbridge COMMAND [OPTIONS]',
    '',
    ...table(rows),
    '',
    ...table([
      ['COMMAND --help', 'the options of a command'],
      ['--version', 'the version'],
    ]),
    '',
    'Exit codes: 0 nothing to report, 1 findings or differences, 2 wrong usage or unreadable input.',
    '',
  ].join('\n');
}

/** What `unbridge COMMAND --help` prints. */
export function commandHelp({ name, operands, summary, options, examples }: Command): string {
  const rows = [
    ...Object.entries(options).map(([key, option]) => [flag(key, option), option.help] as const),
    ['-h, --help', 'this text'] as const,
  ];
  return [
    `unbridge ${name}: ${summary}`,
    '',
    `Usage: unbridge ${name} ${operands} [OPTIONS]`.replace(/ {2,}/g, ' '),
    '',
    ...table(rows),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

function flag(key: string, { short, value, choices, multiple, type }: Option): string {
  const meaning = type === 'boolean' ? '' : ` ${value ?? choices?.join('|') ?? 'VALUE'}`;
  return `${short ? `-${short}, ` : '    '}--${key}${meaning}${multiple ? '…' : ''}`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
