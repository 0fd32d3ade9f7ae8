import assert from 'node:assert/strict';
import test from 'node:test';
import { parse, property, type Node, type TemplateDocument } from '../../src/template/index';
import type { Span } from '../../src/text/index';

const head = 'Resources:\n  A:\n    Type: AWS::A::B\n';

/** Parses a value that stands below `P:` in a resource. */
function valueOf(value: string): { document: TemplateDocument; node: Node; text: (span: Span) => string } {
  const document = parse('t.yaml', `${head}    P: ${value}\n`);
  const node = property(document.entry('Resources', 'A')?.value, 'P');
  assert.ok(node);
  return { document, node, text: (span) => textAt(document, span) };
}

function textAt(document: TemplateDocument, span: Span): string {
  const { start, end } = document.locate(span);
  return document.text.slice(start, end);
}

/** A node in one line: its kind and exactly the text of its span. */
function print(document: TemplateDocument, node: Node): string {
  const own = textAt(document, node);
  switch (node.kind) {
    case 'scalar':
      return `${node.style} ${JSON.stringify(node.value)} <${own}>`;
    case 'alias':
      return `alias ${node.name} ${node.target ? 'found' : 'lost'} <${own}>`;
    case 'intrinsic':
      return `${node.name} ${node.form} <${own}> (${print(document, node.argument)})`;
    case 'sequence':
      return `sequence <${own}> (${node.items.map((item) => print(document, item)).join('; ')})`;
    case 'mapping':
      return `mapping <${own}> (${node.entries.map(({ key, value }) => `${String(key.value)}: ${print(document, value)}`).join('; ')})`;
  }
}

const values: [text: string, expected: string][] = [
  ['80', 'plain 80 <80>'],
  ['010', 'plain 10 <010>'],
  ['0123456789012', 'plain 123456789012 <0123456789012>'],
  ['"80"', 'double "80" <"80">'],
  ["'it''s'", `single "it's" <'it''s'>`],
  ['"a\\u0041\\n"', 'double "aA\\n" <"a\\u0041\\n">'],
  ['true', 'plain true <true>'],
  ['yes', 'plain "yes" <yes>'],
  ['', 'plain null <>'],
  ['~ # x', 'plain null <~>'],
  ['a b # c', 'plain "a b" <a b>'],
  ['!!str 80', 'plain "80" <80>'],
  ['&x 1', 'plain 1 <1>'],
  ['|\n      a\n      b\n', 'literal "a\\nb\\n" <|\n      a\n      b>'],
  ['>-\n      a\n      b\n\n', 'folded "a b" <>-\n      a\n      b>'],
  ['!Ref A', 'Ref short <!Ref A> (plain "A" <A>)'],
  ['!Ref 80', 'Ref short <!Ref 80> (plain "80" <80>)'],
  ['!Ref', 'Ref short <!Ref> (plain null <>)'],
  ['!Foo x', 'Fn::Foo short <!Foo x> (plain "x" <x>)'],
  ['!Condition C', 'Condition short <!Condition C> (plain "C" <C>)'],
  ['&x !Sub "a"', 'Fn::Sub short <!Sub "a"> (double "a" <"a">)'],
  ['!Sub &x "a"', 'Fn::Sub short <!Sub &x "a"> (double "a" <"a">)'],
  ['!GetAtt A.Arn', 'Fn::GetAtt short <!GetAtt A.Arn> (plain "A.Arn" <A.Arn>)'],
  ['!GetAtt [A, Arn]', 'Fn::GetAtt short <!GetAtt [A, Arn]> (sequence <[A, Arn]> (plain "A" <A>; plain "Arn" <Arn>))'],
  ['!Base64 {Fn::Sub: x}', 'Fn::Base64 short <!Base64 {Fn::Sub: x}> (Fn::Sub long <{Fn::Sub: x}> (plain "x" <x>))'],
  [
    '!Base64\n      Fn::Sub: x',
    'Fn::Base64 short <!Base64\n      Fn::Sub: x> (Fn::Sub long <Fn::Sub: x> (plain "x" <x>))',
  ],
  ['{Ref: A}', 'Ref long <{Ref: A}> (plain "A" <A>)'],
  ['{"Fn::Sub": "a"}', 'Fn::Sub long <{"Fn::Sub": "a"}> (double "a" <"a">)'],
  ['{Condition: C}', 'mapping <{Condition: C}> (Condition: plain "C" <C>)'],
  [
    '{Fn::And: [{Condition: C}]}',
    'Fn::And long <{Fn::And: [{Condition: C}]}> (sequence <[{Condition: C}]> (Condition long <{Condition: C}> (plain "C" <C>)))',
  ],
  ['{Ref: A, x: 1}', 'mapping <{Ref: A, x: 1}> (Ref: plain "A" <A>; x: plain 1 <1>)'],
  ['[a: b, c]', 'sequence <[a: b, c]> (mapping <a: b> (a: plain "b" <b>); plain "c" <c>)'],
  ['{a, b: }', 'mapping <{a, b: }> (a: plain null <>; b: plain null <>)'],
  [
    '\n    - a\n    -\n    - !Ref B',
    'sequence <- a\n    -\n    - !Ref B> (plain "a" <a>; plain null <>; Ref short <!Ref B> (plain "B" <B>))',
  ],
  ['\n      a: 1\n      b:\n', 'mapping <a: 1\n      b:> (a: plain 1 <1>; b: plain null <>)'],
  [
    '[!If [C, a, !Ref AWS::NoValue]]',
    'sequence <[!If [C, a, !Ref AWS::NoValue]]> (Fn::If short <!If [C, a, !Ref AWS::NoValue]> (sequence <[C, a, !Ref AWS::NoValue]> (plain "C" <C>; plain "a" <a>; Ref short <!Ref AWS::NoValue> (plain "AWS::NoValue" <AWS::NoValue>))))',
  ],
];

for (const [text, expected] of values) {
  test(`reads P: ${JSON.stringify(text)}`, () => {
    const { document, node } = valueOf(text);
    assert.equal(print(document, node), expected);
    assert.deepEqual(document.problems, []);
    const windows = parse('t.yaml', document.text.replace(/\n/g, '\r\n'));
    const same = property(windows.entry('Resources', 'A')?.value, 'P');
    assert.equal(same && print(windows, same).replace(/\r\n/g, '\n'), expected, 'with CRLF');
  });
}

test('keeps the spans of tag and anchor', () => {
  const { node, text } = valueOf('&x !Sub "a"');
  assert.equal(node.anchor, 'x');
  assert.ok(node.tag);
  assert.equal(text(node.tag), '!Sub');
  const tagged = valueOf('!!str 80');
  assert.equal(tagged.node.tag && tagged.text(tagged.node.tag), '!!str');
});

test('takes "Condition" for a function in conditions only', () => {
  const text =
    'Conditions:\n  A: {Condition: B}\n  C:\n    Fn::Not:\n    - Condition: B\nResources:\n  R:\n    Type: AWS::A::B\n    Condition: A\n';
  const document = parse('t', text);
  assert.equal(document.entry('Conditions', 'A')?.value.kind, 'intrinsic');
  assert.match(print(document, document.entry('Conditions', 'C')!.value), /Condition long <Condition: B>/);
  assert.equal(property(document.entry('Resources', 'R')?.value, 'Condition')?.kind, 'scalar');
  const braces = parse('t', 'Resources: {R: {Type: AWS::A::B}}\nConditions: {A: {Condition: B}}\n');
  assert.equal(braces.entry('Conditions', 'A')?.value.kind, 'intrinsic');
});

test('a loop over resources is an entry, not a function', () => {
  const text = "AWSTemplateFormatVersion: ''\nResources:\n  Fn::ForEach::Zones:\n  - Zone\n  - [a]\n  - {}\n";
  for (const variant of [
    text,
    text.replace('Resources:\n  Fn', 'Resources: {}\nOutputs:\n  Fn'),
    "AWSTemplateFormatVersion: ''\nResources: {Fn::ForEach::Zones: [Zone, [a], {}]}\n",
  ]) {
    const document = parse('t', variant);
    const top = variant.includes('Outputs') ? 'Outputs' : 'Resources';
    assert.deepEqual(
      document.entries(top).map(({ key }) => key.value),
      ['Fn::ForEach::Zones'],
    );
    assert.deepEqual(document.problems, []);
  }
});

const shapes: [what: string, text: string, sections: string][] = [
  [
    'comments directly above belong to the entry',
    '# head\nResources:\n  # far\n\n  # near\n  A: {Type: AWS::A::B}\n  # tail\n\n  B: {}\n',
    'Resources<# head\nResources:\n  # far\n\n>|Resources/A<  # near\n  A: {Type: AWS::A::B}\n  # tail\n\n>|Resources/B<  B: {}\n>',
  ],
  [
    'items and closers at the indentation of their key',
    'Resources:\n  A:\n    Type: AWS::A::B\n  B:\n  - x\n  C: {\n  }\nOutputs:\n- x\n',
    'Resources<Resources:\n>|Resources/A<  A:\n    Type: AWS::A::B\n>|Resources/B<  B:\n  - x\n>|Resources/C<  C: {\n  }\n>|Outputs<Outputs:\n- x\n>',
  ],
  [
    'quoted, spaced and complex keys',
    'Resources:\n  "A": {Type: AWS::A::B}\n  \'B\' : 1\n  ? C\n  : 2\n  &d D: 3\n',
    'Resources<Resources:\n>|Resources/A<  "A": {Type: AWS::A::B}\n>|Resources/B<  \'B\' : 1\n>|Resources/C<  ? C\n  : 2\n>|Resources/D<  &d D: 3\n>',
  ],
  [
    'a value with anchor or in braces is not divided',
    'AWSTemplateFormatVersion: x\nResources: &r\n  A: 1\nOutputs: {A: 1}\nParameters: *r\n',
    'AWSTemplateFormatVersion<AWSTemplateFormatVersion: x\n>|Resources<Resources: &r\n  A: 1\n>|Outputs<Outputs: {A: 1}\n>|Parameters<Parameters: *r\n>',
  ],
  [
    'block scalars with keys, comments and blank lines',
    'Resources:\n  A:\n    Type: AWS::A::B\n    X: |\n      B:\n      # no comment\n\n     C:\n  D: 1\n',
    'Resources<Resources:\n>|Resources/A<  A:\n    Type: AWS::A::B\n    X: |\n      B:\n      # no comment\n\n     C:\n>|Resources/D<  D: 1\n>',
  ],
  [
    'document markers',
    '%YAML 1.2\n---\nAWSTemplateFormatVersion: x\n',
    '<%YAML 1.2\n---\nAWSTemplateFormatVersion: x\n>',
  ],
  [
    'a second document',
    'AWSTemplateFormatVersion: x\n---\na: b\n',
    'AWSTemplateFormatVersion<AWSTemplateFormatVersion: x\n>|<---\na: b\n>',
  ],
  [
    'a byte order mark',
    '\uFEFFAWSTemplateFormatVersion: x\nResources:\n',
    'AWSTemplateFormatVersion<AWSTemplateFormatVersion: x\n>|Resources<Resources:\n>',
  ],
  [
    'lone carriage returns',
    'AWSTemplateFormatVersion: x\rResources:\r  A: 1\r',
    'AWSTemplateFormatVersion<AWSTemplateFormatVersion: x\r>|Resources<Resources:\r>|Resources/A<  A: 1\r>',
  ],
  [
    'no line break at the end',
    'Resources:\n  A:\n    Type: AWS::A::B',
    'Resources<Resources:\n>|Resources/A<  A:\n    Type: AWS::A::B>',
  ],
];

for (const [what, text, sections] of shapes) {
  test(`divides: ${what}`, () => {
    const document = parse('t', text);
    const shown = document.sections.map((section) => `${section.path.join('/')}<${section.text}>`).join('|');
    assert.equal(shown, sections);
    for (const section of document.sections) {
      assert.equal(textAt(document, { section, start: 0, end: section.text.length }), section.text);
    }
  });
}

test('finds entries wherever they are', () => {
  const text =
    'Resources: &r\n  A: {Type: AWS::A::B}\nOutputs: {A: 1, B: 2}\nParameters: *r\nMappings:\n  <<: *r\n  M: {}\n';
  const document = parse('t', text);
  const names = (top: string): unknown[] => document.entries(top).map(({ key }) => key.value);
  assert.deepEqual(names('Resources'), ['A']);
  assert.deepEqual(names('Outputs'), ['A', 'B']);
  assert.deepEqual(names('Parameters'), ['A']);
  assert.deepEqual(names('Mappings'), ['M', 'A']);
  assert.deepEqual(names('Metadata'), []);
  assert.equal(document.entry('Outputs', 'B')?.value.kind, 'scalar');
  assert.equal(document.value('Parameters')?.kind, 'alias');
  assert.equal(parse('t', 'Resources:\n  A: {Type: AWS::A::B}\n').value('Resources'), undefined);
  const braces = parse('t', '{Resources: {A: {Type: AWS::A::B}}, Outputs: {}}');
  assert.deepEqual(
    braces.entries('Resources').map(({ key }) => key.value),
    ['A'],
  );
});

test('resolves aliases across sections, and only those that stand after their anchor', () => {
  const text =
    'Resources:\n  A:\n    Type: AWS::A::B\n    P: &p {x: 1}\n    Q: *late\n    S: &s [*s]\n  B:\n    P: *p\n    L: &late 1\n';
  const document = parse('t', text);
  const target = property(document.entry('Resources', 'B')?.value, 'P');
  assert.equal(target?.kind === 'alias' && target.target, property(document.entry('Resources', 'A')?.value, 'P'));
  assert.deepEqual(
    document.problems.map((problem) => `${problem.code} ${textAt(document, problem)}: ${problem.message}`),
    [
      'unresolved-alias *late: No anchor "&late" stands before this alias',
      'unresolved-alias *s: "*s" stands inside the value it refers to',
    ],
  );
});

test('collects every comment with its exact span', () => {
  const text =
    '# a\n---\nResources: # b\n  # c\n  A: # d\n    Type: "#x" # e\n    S: | # f\n      # no\n    L: [a, # g\n      b]\n  # h\n# i\n';
  for (const variant of [text, text.replace(/\n/g, '\r\n')]) {
    const document = parse('t', variant.replace('Type: "#x"', 'Type: AWS::A::B'));
    const comments = document.sections.flatMap(({ comments }) => comments.map((span) => textAt(document, span)));
    assert.deepEqual(comments, ['# a', '# b', '# c', '# d', '# e', '# f', '# g', '# h', '# i']);
  }
});
