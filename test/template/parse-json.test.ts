import assert from 'node:assert/strict';
import test from 'node:test';
import { asString, parse, property, type Node } from '../../src/template/index';

const text = `{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Resources": {
    "A\\u0041": {
      "Type": "AWS::A::B",
      "Properties": {
        "Text": "a \\"quote\\" and a } brace",
        "Numbers": [1, -2.5e3, true, null],
        "Ref": { "Ref": "B" },
        "Sub": { "Fn::Sub": ["\${X}", { "X": 1 }] },
        "Two": { "Ref": "B", "x": 1 },
        "Empty": {}
      }
    },
    "B": { "Type": "AWS::A::B", "Condition": "C" }
  },
  "Conditions": {
    "C": { "Condition": "D" },
    "E": { "Fn::Or": [{ "Condition": "C" }] }
  },
  "Outputs": {}
}
`;

for (const [what, variant] of [
  ['LF', text],
  ['CRLF', text.replace(/\n/g, '\r\n')],
  ['one line', text.replace(/\n\s*/g, '')],
  ['a byte order mark', `\uFEFF${text}`],
] as const) {
  test(`reads JSON in sections: ${what}`, () => {
    const document = parse('t', variant);
    const at = (node: Node): string => {
      const { start, end } = document.locate(node);
      return variant.slice(start, end).replace(/\s+/g, ' ');
    };
    assert.equal(document.language, 'json');
    assert.deepEqual(document.problems, []);
    assert.deepEqual(
      document.sections.map(({ path }) => path.join('/')),
      [
        'AWSTemplateFormatVersion',
        'Resources',
        'Resources/AA',
        'Resources/B',
        'Conditions',
        'Conditions/C',
        'Conditions/E',
        'Outputs',
      ],
    );
    const properties = property(document.entry('Resources', 'AA')?.value, 'Properties');
    const shown = (key: string): string | undefined => {
      const node = property(properties, key);
      return node && `${node.kind} ${at(node)}`;
    };
    assert.equal(shown('Text'), 'scalar "a \\"quote\\" and a } brace"');
    assert.equal(asString(property(properties, 'Text')), 'a "quote" and a } brace');
    assert.match(shown('Numbers') ?? '', /^sequence \[\s*1, -2.5e3, true, null\s*\]$/);
    assert.equal(shown('Ref'), 'intrinsic { "Ref": "B" }');
    assert.match(shown('Sub') ?? '', /^intrinsic \{ "Fn::Sub": \[/);
    assert.match(shown('Two') ?? '', /^mapping/);
    assert.match(shown('Empty') ?? '', /^mapping \{\}/);
    const condition = document.entry('Conditions', 'C')?.value;
    assert.equal(condition?.kind === 'intrinsic' && condition.name, 'Condition');
    assert.equal(property(document.entry('Resources', 'B')?.value, 'Condition')?.kind, 'scalar');
    assert.equal(document.value('Outputs'), undefined);
    assert.deepEqual(document.entries('Outputs'), []);
  });
}

test('JSON in a YAML file is read as JSON', () => {
  const document = parse('t.yaml', text, { language: 'yaml' });
  assert.equal(document.language, 'json');
  assert.deepEqual(document.problems, []);
});

test('YAML in braces is read as YAML', () => {
  const document = parse('t.yaml', '{ Resources: { A: { Type: AWS::A::B, P: !Ref X } } }');
  assert.equal(document.language, 'yaml');
  assert.deepEqual(document.problems, []);
  assert.equal(property(document.entry('Resources', 'A')?.value, 'P')?.kind, 'intrinsic');
});

test('equal keys in JSON are reported', () => {
  const document = parse('t', '{"Resources": {"A": {"Type": "AWS::A::B", "Type": "x"}, "A": {}}}');
  assert.deepEqual(
    document.problems.map(({ code }) => code),
    ['duplicate-key', 'duplicate-key'],
  );
});

test('comments between entries are kept, and reported', () => {
  const document = parse('t', '{ // one\n  "Resources": { /* two */ "A": {"Type": "AWS::A::B"} /* three */ }\n}\n');
  const comments = document.sections.flatMap((section) =>
    section.comments.map((span) => section.text.slice(span.start, span.end)),
  );
  assert.deepEqual(comments, ['// one', '/* two */', '/* three */']);
  assert.equal(document.problems.length, 3);
});

test('a YAML file in braces may look like JSON at its start', () => {
  const text = '{"Resources": {"A": {Type: AWS::A::B, # note\n P: !Ref X}}}\n';
  const document = parse('t.yaml', text, { language: 'yaml' });
  assert.equal(document.language, 'yaml');
  assert.deepEqual(document.problems, []);
  assert.deepEqual(
    document.entries('Resources').map(({ key }) => key.value),
    ['A'],
  );
  assert.equal(parse('t.json', text, { language: 'json' }).problems.length > 0, true);
  const broken = parse('t.yaml', '{"Resources": {"A": {"Type": "AWS::A::B" "P": 1}, "B": {}}}', { language: 'yaml' });
  assert.equal(broken.language, 'json');
  assert.equal(broken.entries('Resources').length, 2);
});
