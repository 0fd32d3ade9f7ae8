import type { Io } from '../io';
import type { Tested, TestedFile } from '../scenario/run';
import { styleFor, type Style } from '../style';

/** Tests for people: a line for each request, and below a failed one what was expected, on which line, and why not. */
export function testText(files: readonly TestedFile[], io: Io): string {
  const style = styleFor(io, io.stdout);
  const tests = files.flatMap((file) => file.tests);
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  return [
    ...files.flatMap((file) => [
      style.bold(file.name === '-' ? 'stdin' : file.name),
      ...file.tests.flatMap((test) => testLines(test, file, style)),
      '',
    ]),
    `${style.green(`${tests.length - failed} passed`)}, ${(failed > 0 ? style.red : style.dim)(`${failed} failed`)}`,
    '',
  ].join('\n');
}

function testLines({ name, failures }: Tested, file: TestedFile, style: Style): readonly string[] {
  if (failures.length === 0) return [`  ${style.green('✔')} ${name}`];
  return [
    `  ${style.red('✖')} ${name}`,
    ...failures.map(
      ({ range, expected, actual }) =>
        `      ${style.dim(placeOf(file, range.start.line))} expected ${expected}, but it is ${actual}`,
    ),
    ...[...new Set(failures.map(({ why }) => why))].filter(Boolean).map((why) => `      ${style.dim(why)}`),
  ];
}

/** `orders.paths.yaml:12`, with a one-based line. */
export function placeOf({ name }: TestedFile, line: number): string {
  return `${name === '-' ? 'stdin' : name}:${line + 1}`;
}
