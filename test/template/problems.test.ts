import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from '../../src/template/index';

/** Every problem of a text as `code <the text it marks>: message`. */
function problemsOf(text: string): string[] {
  const document = parse('t', text);
  return document.problems.map((problem) => {
    const { start, end } = document.locate(problem);
    return `${problem.code} <${text.slice(start, end)}>: ${problem.message}`;
  });
}

/** The logical ids whose value can still be read. */
function idsOf(text: string): unknown[] {
  return parse('t', text)
    .entries('Resources')
    .filter(({ value }) => value.kind === 'mapping')
    .map(({ key }) => key.value);
}

const yaml = (inside: string): string =>
  `Resources:\n  A:\n    Type: AWS::A::B\n${inside}\n  B:\n    Type: AWS::A::B\n`;

const broken: [what: string, inside: string, first: RegExp][] = [
  ['an unclosed double quote', '    Name: "x', /^syntax .*: This quote is never closed$/s],
  ['an unclosed single quote', "    Name: 'x", /^syntax .*: This quote is never closed$/s],
  [
    'an unclosed bracket',
    '    Name: [a, b',
    /^syntax .*: This "\[" is never closed, or its "\]" is indented too little$/s,
  ],
  [
    'an unclosed brace',
    '    Name: {a: b',
    /^syntax .*: This "\{" is never closed, or its "\}" is indented too little$/s,
  ],
  ['a half-typed key', '    Nam', /^syntax <Nam>: This key needs a colon and a value$/],
  ['a tab', '    P:\n\tx: 1', /YAML is indented with spaces; this is a tab/],
  ['a second colon', '    Name: a: b', /There is a second colon on this line; quote the text or start a new line/],
  ['a wrong indentation', '    P:\n      a: 1\n     b: 1', /This is not indented like the keys around it/],
  ['a reserved character', '    Name: @x', /A text that starts with reserved character @ needs quotes/],
  [
    'a function in front of a key',
    '    Name:\n    - !Sub a: b',
    /^syntax <!Sub>: This function stands in front of a key/,
  ],
  ['a stray bracket', '    Name: ]', /This closing bracket matches no opening one/],
  ['a tag without a space', '    Name: !Join[a, b]', /A space is missing after this tag or anchor/],
];

for (const [what, inside, first] of broken) {
  test(`${what} is reported and leaves the other resources alone`, () => {
    for (const text of [yaml(inside), yaml(inside).replace(/\n/g, '\r\n')]) {
      const problems = problemsOf(text);
      assert.match(problems[0] ?? 'none', first);
      assert.ok(idsOf(text).includes('B'), 'B is lost');
    }
  });
}

test('a half-typed resource is a section of its own', () => {
  const text = 'Resources:\n  A:\n    Type: AWS::A::B\n  Ord\n  B:\n    Type: AWS::A::B\n';
  assert.deepEqual(problemsOf(text), ['syntax <Ord>: This key needs a colon and a value']);
  assert.deepEqual(
    parse('t', text).sections.map(({ path }) => path.join('/')),
    ['Resources', 'Resources/A', 'Resources/Ord', 'Resources/B'],
  );
  const first = text.replace('  A:\n    Type: AWS::A::B\n', '');
  assert.deepEqual(idsOf(first), ['B']);
});

test('an entry indented less than its siblings is read, and reported', () => {
  const text = 'Resources:\n    A:\n      Type: AWS::A::B\n  B:\n      Type: AWS::A::B\n';
  assert.deepEqual(idsOf(text), ['A', 'B']);
  assert.deepEqual(problemsOf(text), ['syntax <B>: This key is indented less than the ones before it']);
});

test('equal keys are reported where the second stands', () => {
  const text = 'Resources:\n  A: {Type: AWS::A::B, x: 1, x: 2}\n  A: {}\nOutputs:\n  O: 1\nOutputs:\n  O: 2\n';
  assert.deepEqual(
    problemsOf(text).map((problem) => problem.split(':')[0]),
    ['duplicate-key <x>', 'duplicate-key <A>', 'duplicate-key <Outputs>'],
  );
  const document = parse('t', text);
  const last = document.entry('Resources', 'A')?.value;
  assert.equal(last?.kind === 'mapping' && last.entries.length, 0);
  const output = document.entry('Outputs', 'O')?.value;
  assert.equal(output?.kind === 'scalar' && output.value, 2);
  assert.equal(document.entries('Outputs').length, 1);
});

test('brackets and quotes may go on over lines indented too little, as CloudFormation reads them', () => {
  const cases: [value: string, expected: unknown][] = [
    ['[\n  "a",  # note\n    b,\n  ]', ['a', 'b']],
    ['{ x: [\n    1\n  ] }', undefined],
    ['"one\n  two\n\n  three"', 'one two\nthree'],
    ["'it''s\n  B: here'", "it's B: here"],
  ];
  for (const [value, expected] of cases) {
    for (const text of [yaml(`    P: ${value}`), yaml(`    P: ${value}`).replace(/\n/g, '\r\n')]) {
      assert.deepEqual(problemsOf(text), [], value);
      assert.deepEqual(idsOf(text), ['A', 'B']);
      const document = parse('t', text);
      const resource = document.entry('Resources', 'A')?.value;
      const node = resource?.kind === 'mapping' ? resource.entries[1]!.value : undefined;
      assert.ok(node);
      const { start, end } = document.locate(node);
      assert.equal(text.slice(start, end).replace(/\r\n/g, '\n'), value);
      if (node.kind === 'scalar') assert.equal(node.value, expected);
      if (node.kind === 'sequence')
        assert.deepEqual(
          node.items.map((item) => item.kind === 'scalar' && item.value),
          expected,
        );
      const comments = document.sections.flatMap((section) => section.comments);
      assert.equal(comments.length, value.includes('# note') ? 1 : 0);
    }
  }
});

const json = (a: string): string => `{
  "Parameters": {
    "P": { "Type": "String" }
  },
  "Resources": {
    "A": ${a},
    "B": {
      "Type": "AWS::A::B"
    }
  }
}
`;

const brokenJson: [what: string, a: string, first: RegExp][] = [
  ['a missing comma', '{ "Type": "AWS::A::B" "x": 1 }', /^syntax <"x">: A comma is missing before this$/],
  ['a trailing comma', '{ "Type": "AWS::A::B", }', /JSON allows no comma after the last entry/],
  ['a missing value', '{ "Type": }', /A value is expected here/],
  ['a comment', '{ "Type": "AWS::A::B" /* x */ }', /^syntax <\/\* x \*\/>: CloudFormation reads no comments in JSON$/],
  ['an unclosed quote', '{\n      "Type": "AWS::A::B,\n      "x": 1\n    }', /This quote is never closed/],
  [
    'an unclosed brace',
    '{\n      "Type": "AWS::A::B",\n      "x": {\n    }',
    /A "\}" is missing before this|A comma is missing/,
  ],
  ['a brace too many', '{\n      "Type": "AWS::A::B"\n    }}', /./],
  ['a bracket of the other kind', '{\n      "Type": ["AWS::A::B"}\n    }', /./],
  ['a name without quotes', '{ Type: "AWS::A::B" }', /A key in double quotes is expected here|This is no JSON value/],
];

for (const [what, a, first] of brokenJson) {
  test(`${what} in JSON is reported and leaves the other resources alone`, () => {
    const text = json(a);
    assert.match(problemsOf(text)[0] ?? 'none', first);
    const document = parse('t', text);
    assert.ok(idsOf(text).includes('B'), 'B is lost');
    assert.ok(document.entry('Parameters', 'P'), 'P is lost');
  });
}

test('brackets that are missing between the resources of JSON are reported', () => {
  const whole = json('{}');
  assert.deepEqual(problemsOf(whole), []);
  for (const text of [
    whole.slice(0, -3),
    `${whole}}`,
    whole.replace(/ {2}\}\n\}\n$/, '}\n'),
    whole.replace('"A": {},', '"A": {}'),
  ]) {
    assert.equal(problemsOf(text).length > 0, true, text);
    assert.ok(idsOf(text).includes('B'), text);
  }
});

test('commas after the last entry are reported at every level', () => {
  const text = '{"Resources": {"A": {"Type": "AWS::A::B",},}, }';
  assert.deepEqual(
    problemsOf(text).map((problem) => problem.replace(/<.*>/s, '')),
    Array(3).fill('syntax : JSON allows no comma after the last entry'),
  );
});

test('a tab that indents is one problem, without the cascade behind it', () => {
  const text =
    'Resources:\n  A:\n    Type: AWS::SNS::Topic\n\tB:\n    Type: AWS::SNS::Topic\n    Properties: { TopicName: b }\n';
  assert.deepEqual(problemsOf(text), ['syntax <B>: A tab indents this line; YAML is indented with spaces']);
});
