import type { TestedFile } from '../scenario/run';
import { placeOf } from './test-text';

/** Tests as JUnit XML, the form that build servers read: https://github.com/testmoapp/junitxml */
export function junit(files: readonly TestedFile[]): string {
  const counts = (tests: TestedFile['tests']): string =>
    `tests="${tests.length}" failures="${tests.filter(({ failures }) => failures.length > 0).length}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="unbridge" ${counts(files.flatMap(({ tests }) => tests))}>`,
    ...files.flatMap((file) => [
      `  <testsuite name="${escape(file.name)}" ${counts(file.tests)} errors="0" skipped="0">`,
      ...file.tests.flatMap(({ name, failures, range }) => {
        const open = `    <testcase name="${escape(name)}" classname="${escape(file.name)}" file="${escape(file.name)}" line="${range.start.line + 1}"`;
        if (failures.length === 0) return [`${open}/>`];
        return [
          `${open}>`,
          ...failures.map(({ expected, actual, why, range: { start } }) => {
            const message = `expected ${expected}, but it is ${actual}`;
            return `      <failure type="${escape('expectation')}" message="${escape(message)}">${escape(`${placeOf(file, start.line)}: ${message}\n${why}`)}</failure>`;
          }),
          '    </testcase>',
        ];
      }),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

/** XML 1.0 has no place for most control characters, not even escaped: https://www.w3.org/TR/xml/#charsets */
function escape(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
