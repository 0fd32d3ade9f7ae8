import assert from 'node:assert/strict';
import test from 'node:test';
import {
  asString,
  entriesOf,
  entryOf,
  intrinsics,
  parse,
  property,
  references,
  resolveAlias,
  walk,
} from '../../src/template/index';

const head = 'Resources:\n  A:\n    Type: AWS::A::B\n    P: ';

test('a text that is too long is a problem, not a template', () => {
  const document = parse('t', `${head}1\n#${'x'.repeat(10 * 1024 * 1024)}\n`);
  assert.equal(document.dialect, 'cloudformation');
  assert.deepEqual(
    document.problems.map(({ code }) => code),
    ['limit'],
  );
  assert.deepEqual(document.entries('Resources'), []);
  assert.equal(parse('t', `a: 1\n#${'x'.repeat(10 * 1024 * 1024)}\n`).problems.length, 0);
});

const deep: [what: string, text: string][] = [
  ['brackets', head + '['.repeat(20_000)],
  ['closed brackets', head + '['.repeat(5_000) + ']'.repeat(5_000)],
  ['dashes', `${head}\n     ${'- '.repeat(5_000)}`],
  ['JSON', `{"Resources": {"A": {"Type": "AWS::A::B", "P": ${'['.repeat(20_000)}`],
  ['closed JSON', `{"Resources": {"A": {"Type": "AWS::A::B", "P": ${'['.repeat(5_000)}${']'.repeat(5_000)}}}}`],
];

for (const [what, text] of deep) {
  test(`deep nesting is a problem: ${what}`, () => {
    const document = parse('t', `${text}\n`);
    assert.equal(document.dialect, 'cloudformation');
    assert.ok(document.problems.some(({ code }) => code === 'limit'));
  });
}

test('150 levels are no problem', () => {
  const document = parse('t', `${head}${'['.repeat(150)}x${']'.repeat(150)}\n`);
  assert.deepEqual(document.problems, []);
});

test('an alias bomb costs nothing', () => {
  const levels = Array.from(
    { length: 60 },
    (_, index) => `    L${index + 1}: &l${index + 1} [${`*l${index}, `.repeat(9)}*l${index}]\n`,
  );
  const document = parse('t', `${head}1\n    L0: &l0 x\n${levels.join('')}    M: {<<: [*l60]}\n`);
  assert.deepEqual(document.problems, []);
  const resource = document.entry('Resources', 'A')!;
  let visited = 0;
  walk(resource.value, () => {
    visited++;
  });
  assert.ok(visited < 1000);
  assert.equal(entriesOf(property(resource.value, 'M')).length, 0);
  assert.equal(intrinsics(resource.value).length, 0);
  assert.equal(references(document.sections.at(-1)!).length, 0);
});

test('mappings merged over and over stay small', () => {
  const levels = Array.from(
    { length: 100 },
    (_, index) => `    L${index + 1}: &l${index + 1} {<<: [*l${index}, *l${index}]}\n`,
  );
  const document = parse('t', `${head}1\n    L0: &l0 {k: v}\n${levels.join('')}`);
  const node = property(document.entry('Resources', 'A')?.value, 'L100');
  assert.equal(asString(property(node, 'k')), 'v');
  assert.equal(asString(entryOf(node, 'k')?.value), 'v');
  assert.equal(entriesOf(node).length, 1);
});

test('a chain of aliases is followed to its end', () => {
  const document = parse('t', `${head}&a x\n    Q: *a\n`);
  assert.equal(asString(resolveAlias(property(document.entry('Resources', 'A')?.value, 'Q'))), 'x');
});

test('texts of nothing but trouble give a document', () => {
  const troubles = [
    '"\n',
    "'\n",
    '{',
    '}',
    '[]',
    ': ',
    '? ',
    '- ',
    '&a ',
    '*a ',
    '!',
    '!a ',
    '|\n',
    '>\n',
    '%',
    '@',
    '`',
    '#',
    ',',
    '\t',
    '\\',
    '---\n',
    '...\n',
    '<<: ',
    '\uFEFF',
    '\u2028',
    '\r',
    '\uD800',
  ];
  for (const trouble of troubles) {
    for (const text of [
      trouble.repeat(300),
      `Resources:\n  A:\n    Type: AWS::A::B\n${`    ${trouble}`.repeat(300)}`,
      `{"Resources": {"A": {"Type": "AWS::A::B" ${trouble.repeat(300)}`,
    ]) {
      for (const language of ['yaml', 'json'] as const) {
        const document = parse('t', text, { language });
        for (const problem of document.problems) document.locate(problem);
      }
    }
  }
});
