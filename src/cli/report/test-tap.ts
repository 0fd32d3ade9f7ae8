import type { TestedFile } from '../scenario/run';
import { placeOf } from './test-text';

/** Tests as the Test Anything Protocol, version 14: https://testanything.org/tap-version-14-specification.html */
export function tap(files: readonly TestedFile[]): string {
  const tests = files.flatMap((file) => file.tests.map((test) => ({ file, ...test })));
  const lines = tests.flatMap(({ file, name, failures }, index) => {
    const said = `${index + 1} - ${escape(name)}`;
    if (failures.length === 0) return [`ok ${said}`];
    return [
      `not ok ${said}`,
      '  ---',
      ...failures.flatMap(({ expected, actual, why, range }, number) => [
        `  ${number === 0 ? 'message' : `message${number + 1}`}: ${JSON.stringify(`expected ${expected}, but it is ${actual}`)}`,
        `  ${number === 0 ? 'at' : `at${number + 1}`}: ${JSON.stringify(placeOf(file, range.start.line))}`,
        ...(number === 0 && why !== '' ? [`  why: ${JSON.stringify(why)}`] : []),
      ]),
      '  ...',
    ];
  });
  return ['TAP version 14', `1..${tests.length}`, ...lines, ''].join('\n');
}

/** A `#` would start a directive such as `# SKIP`. */
function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('#', '\\#').replaceAll('\n', ' ');
}
