import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { parse } from '../../src/template/index';
import { jsonTemplate, yamlTemplates } from './samples';
import { assertSame, toPlain } from './to-plain';
import { readSections, readWhole } from './yaml-oracle';

/** More runs than usual are asked for with `RUNS=5000`. */
const numRuns = Number(process.env['RUNS'] ?? 150);

const chunks = fc.constantFrom(
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '  ',
  ':',
  ': ',
  '- ',
  '#',
  ' # x\n',
  '&a',
  '&a ',
  '*a',
  ' *a',
  '|',
  '>-\n',
  '!Sub ',
  '!Ref',
  '---\n',
  '...\n',
  '%',
  '? ',
  '<<: *a',
  ',',
  '\\',
  'A',
  'Type: AWS::A::B\n',
  '\n  New:\n    Type: AWS::A::B\n',
  '\n\n',
  '@',
  '\uFEFF',
  '80',
  '${A}',
  'null',
);

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
  insert: fc.array(chunks, { maxLength: 3 }).map((list) => list.join('')),
});

const texts = fc.oneof(
  fc.constantFrom(...yamlTemplates),
  fc.constantFrom(...yamlTemplates.map((text) => text.replace(/\n/g, '\r\n'))),
  fc.constant(jsonTemplate),
);

function apply(text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insert + text.slice(start + remove);
}

test('an incremental parse says exactly what a full one says', () => {
  fc.assert(
    fc.property(texts, fc.array(edit, { minLength: 1, maxLength: 5 }), (start, edits) => {
      let text = start;
      let document = parse('t', text);
      for (const each of edits) {
        text = apply(text, each);
        document = parse('t', text, { previous: document });
        assertSame(toPlain(document), toPlain(parse('t', text)));
      }
    }),
    { numRuns },
  );
});

test('valid YAML read in sections equals the same text read whole', () => {
  let valid = 0;
  fc.assert(
    fc.property(texts, fc.array(edit, { maxLength: 2 }), (start, edits) => {
      const text = edits.reduce(apply, start);
      const document = parse('t', text, { language: 'yaml' });
      const whole =
        document.dialect === 'none' || document.language === 'json' || /\r(?!\n)/.test(text)
          ? undefined
          : readWhole(text);
      if (whole === undefined) return;
      valid++;
      assertSame(readSections(document), whole);
      assert.deepEqual(
        document.problems.filter(({ code }) => code === 'syntax'),
        [],
      );
    }),
    { numRuns },
  );
  assert.ok(valid > numRuns / 10, `${valid} valid texts`);
});

test('sections that an edit does not touch stay the same objects', () => {
  for (const text of [...yamlTemplates, jsonTemplate]) {
    const before = parse('t', text);
    const at = text.indexOf('10.0.0.0');
    const after = parse('t', text.slice(0, at) + '9' + text.slice(at), { previous: before });
    assert.equal(after.sections.length, before.sections.length);
    const changed = before.sections.filter((section) => !after.owns(section));
    const through = new Set(changed.map(({ path }) => path.join('/')));
    // `B` and what stands for it through an alias are made anew, and nothing else.
    assert.ok(changed.length >= 1 && changed.length <= 3, [...through].join());
  }
});
