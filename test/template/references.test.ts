import assert from 'node:assert/strict';
import test from 'node:test';
import { createEditor, parse, references, renameReferences, removeFromDependsOn } from '../../src/template/index';
import { applyEdits } from '../../src/text/index';

const yaml = `Conditions:
  Both: !And [!Condition One, {Condition: Two}, !Equals [!Ref P, x]]
Resources:
  A:
    Type: AWS::A::B
    Condition: Both
    DependsOn: [B, 'C']
    P:
      - !Ref B
      - !GetAtt B.Arn
      - Fn::GetAtt: [B, Arn]
      - !Sub "\${B}/\${C.Name}/\${X}/\${!D}"
      - !Sub ['\${V}\${B.Arn}', {V: !Ref E}]
      - !If [Both, 1, !Ref AWS::NoValue]
      - {Condition: {StringEquals: 1}, DependsOn: Z}
  Fn::ForEach::Loop:
    - Name
    - [a]
    - 'R\${Name}':
        Type: AWS::A::B
        DependsOn: B
Outputs:
  O:
    Condition: One
    Value: {Ref: B}
`;

/** Every reference of a text as `owner: kind name`; asserts that each span is exactly the name. */
function referencesOf(text: string): string[] {
  const document = parse('t', text);
  assert.deepEqual(document.problems, []);
  return document.sections.flatMap((section) =>
    references(section).map(({ kind, name, at, owner }) => {
      const { start, end } = document.locate(at);
      assert.equal(text.slice(start, end), name);
      return `${owner}: ${kind} ${name}`;
    }),
  );
}

const expected = [
  'Both: Condition One',
  'Both: Condition Two',
  'Both: Ref P',
  'A: Condition Both',
  'A: DependsOn B',
  'A: DependsOn C',
  'A: Ref B',
  'A: Fn::GetAtt B',
  'A: Fn::GetAtt B',
  'A: Fn::Sub B',
  'A: Fn::Sub C',
  'A: Fn::Sub X',
  'A: Fn::Sub B',
  'A: Ref E',
  'A: Condition Both',
  'A: Ref AWS::NoValue',
  'Fn::ForEach::Loop: DependsOn B',
  'O: Condition One',
  'O: Ref B',
];

test('finds every reference with exactly its name', () => {
  assert.deepEqual(referencesOf(yaml), expected);
  assert.deepEqual(referencesOf(yaml.replace(/\n/g, '\r\n')), expected);
});

test('finds them in a document that cannot be divided', () => {
  assert.deepEqual(
    referencesOf('{Resources: {A: {Type: AWS::A::B, DependsOn: B, P: !Ref C}}, Outputs: {O: {Value: !Ref A}}}'),
    ['A: DependsOn B', 'A: Ref C', 'O: Ref A'],
  );
});

test('finds them in JSON, escapes and all', () => {
  const text =
    '{"Resources": {"A": {"Type": "AWS::A::B", "DependsOn": ["B"], "P": [{"Fn::Sub": "\\"${B.Arn}"}, {"Fn::GetAtt": "B.Arn"}]}}}';
  assert.deepEqual(referencesOf(text), ['A: DependsOn B', 'A: Fn::Sub B', 'A: Fn::GetAtt B']);
});

test('the references of a section are the same list every time', () => {
  const [section] = parse('t', yaml).sections;
  assert.equal(references(section!), references(section!));
});

test('renames every reference to a resource, and no condition', () => {
  const document = parse('t', yaml);
  const editor = createEditor(document);
  assert.deepEqual(renameReferences(document, editor, 'B', 'Better'), []);
  const text = applyEdits(yaml, editor.edits());
  assert.deepEqual(
    referencesOf(text),
    expected.map((line) => line.replace(/ B$/, ' Better')),
  );
});

test('a name hidden by escapes is left, and named', () => {
  const text = '{"Resources": {"A": {"Type": "AWS::A::B", "P": {"Ref": "\\u0042"}}}}';
  const document = parse('t', text);
  const editor = createEditor(document);
  assert.deepEqual(
    renameReferences(document, editor, 'B', 'C').map(({ name }) => name),
    ['B'],
  );
  assert.deepEqual(editor.edits(), []);
});

test('takes a logical id out of DependsOn', () => {
  const removed = (dependsOn: string): string => {
    const text = `Resources:\n  A:\n    Type: AWS::A::B\n    DependsOn: ${dependsOn}\n    P: 1\n`;
    const document = parse('t', text);
    const editor = createEditor(document);
    removeFromDependsOn(editor, document.entry('Resources', 'A')!, 'B');
    return applyEdits(text, editor.edits()).split('\n').slice(3, -1).join('\n');
  };
  assert.equal(removed('B'), '    P: 1');
  assert.equal(removed('[B]'), '    P: 1');
  assert.equal(removed('[B, C]'), '    DependsOn: [C]\n    P: 1');
  assert.equal(removed('C'), '    DependsOn: C\n    P: 1');
});
