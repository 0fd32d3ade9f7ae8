import assert from 'node:assert/strict';
import test from 'node:test';
import { parse, property, subParts } from '../../src/template/index';

/** The parts of a `Fn::Sub`, each with exactly the text of its span. */
function partsOf(text: string): string[] | undefined {
  const document = parse('t', text);
  assert.deepEqual(document.problems, []);
  const at = (span: Parameters<typeof document.locate>[0]): string => {
    const { start, end } = document.locate(span);
    return document.text.slice(start, end);
  };
  const sub = subParts(property(document.entry('Resources', 'A')?.value, 'P'));
  return sub?.parts.map((part) =>
    part.kind === 'literal'
      ? `${JSON.stringify(part.text)} <${at(part.at)}>`
      : `${part.name} <${at(part.at)}> <${at(part.nameAt)}>`,
  );
}

const head = 'Resources:\n  A:\n    Type: AWS::A::B\n    P: ';

const cases: [value: string, parts: string[]][] = [
  ['!Sub a${B}c', ['"a" <a>', 'B <${B}> <B>', '"c" <c>']],
  [
    "!Sub 'http://${B.DNSName}:80/${!stage.x}'",
    ['"http://" <http://>', 'B.DNSName <${B.DNSName}> <B.DNSName>', '":80/" <:80/>', '"${stage.x}" <${!stage.x}>'],
  ],
  ["!Sub 'it''s ${B}''s'", ["\"it's \" <it''s >", 'B <${B}> <B>', "\"'s\" <''s>"]],
  ['!Sub "a\\"b\\u0041${B}\\t${C}"', ['"a\\"bA" <a\\"b\\u0041>', 'B <${B}> <B>', '"\\t" <\\t>', 'C <${C}> <C>']],
  ['!Sub |\n      one ${B}\n      ${C}', ['"one " <one >', 'B <${B}> <B>', '"\\n" <\n>', 'C <${C}> <C>', '"\\n" <\n>']],
  ['!Sub >-\n      one\n      ${B}\n\n      ${C}', ['"one " <one\n>', 'B <${B}> <B>', '"\\n" <\n>', 'C <${C}> <C>']],
  ['!Sub one\n      ${B} two', ['"one " <one\n>', 'B <${B}> <B>', '" two" < two>']],
  ['!Sub ["${X}-${B}", {X: 1}]', ['X <${X}> <X>', '"-" <->', 'B <${B}> <B>']],
  ['{"Fn::Sub": "${AWS::Region}"}', ['AWS::Region <${AWS::Region}> <AWS::Region>']],
  ['!Sub 80', ['"80" <80>']],
  ['!Sub "${unclosed"', ['"${unclosed" <${unclosed>']],
];

for (const [value, parts] of cases) {
  test(`takes apart ${JSON.stringify(value)}`, () => assert.deepEqual(partsOf(`${head}${value}\n`), parts));
}

test('the variables of a list are there by name', () => {
  const document = parse('t', `${head}!Sub\n    - '\${X}'\n    - X: !Ref B\n`);
  const sub = subParts(property(document.entry('Resources', 'A')?.value, 'P'));
  assert.deepEqual([...(sub?.variables.keys() ?? [])], ['X']);
  assert.equal(sub?.variables.get('X')?.kind, 'intrinsic');
});

test('works through an alias, and for nothing but Fn::Sub', () => {
  const document = parse(
    't',
    `${head}*s\n    S: &s !Sub x\n`.replace('P: *s\n    S: &s !Sub x', 'S: &s !Sub x\n    P: *s'),
  );
  assert.equal(subParts(property(document.entry('Resources', 'A')?.value, 'P'))?.parts.length, 1);
  assert.equal(partsOf(`${head}!Ref B\n`), undefined);
  assert.equal(partsOf(`${head}!Sub {a: 1}\n`), undefined);
  assert.equal(partsOf(`${head}!Sub\n`), undefined);
});
