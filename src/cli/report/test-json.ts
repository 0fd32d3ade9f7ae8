import type { TestedFile } from '../scenario/run';

/** The JSON document of `test`. */
export function testJson(files: readonly TestedFile[]): string {
  const tests = files.flatMap((file) => file.tests);
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  const document = {
    files: files.map(({ name, templates, tests: own }) => ({
      file: name,
      templates,
      tests: own.map(({ name: title, request, range, failures }) => ({
        name: title,
        request,
        result: failures.length === 0 ? 'passed' : 'failed',
        range,
        failures: failures.map(({ path, expected, actual, why, range: place }) => ({
          expectation: path.join('.'),
          expected,
          actual,
          why,
          range: place,
        })),
      })),
    })),
    passed: tests.length - failed,
    failed,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
