import assert from 'node:assert/strict';
import test from 'node:test';
import {
  asString,
  entriesOf,
  entryOf,
  intrinsics,
  itemsOf,
  joinParts,
  noValue,
  parse,
  property,
  readGetAtt,
  scalarValue,
  walk,
} from '../../src/template/index';

const document = parse(
  't',
  `Resources:
  A:
    Type: AWS::A::B
    Base: &base {x: 1, y: 2}
    Merged:
      <<: *base
      y: 3
    Both:
      <<: [*base, {x: 9, z: 4}]
    Octal: 010
    Flag: True
    Nothing: null
    80: port
    Alias: *base
    List: [a, !Ref B]
    Twice: {k: 1, k: 2}
    None: !Ref AWS::NoValue
    Long: {Ref: AWS::NoValue}
    Join: !Join ['-', [a, !Ref B]]
    Loose: !Join ['-', !Ref B]
    Short: !GetAtt A.Outputs.Arn
    Array: !GetAtt [A, Outputs.Arn]
    Written: {"Fn::GetAtt": ["A", "Arn"]}
    Half: !GetAtt A
    Open: !GetAtt [A, !Ref X]
`,
);
const a = document.entry('Resources', 'A')!.value;
const at = (key: string) => property(a, key);

test('entries look through aliases and merge keys', () => {
  const names = (key: string): string[] =>
    entriesOf(at(key)).map(({ key: name, value }) => `${String(name.value)}=${String(scalarValue(value))}`);
  assert.deepEqual(names('Merged'), ['y=3', 'x=1']);
  assert.deepEqual(names('Both'), ['x=1', 'y=2', 'z=4']);
  assert.deepEqual(names('Alias'), ['x=1', 'y=2']);
  assert.equal(scalarValue(property(a, 'Merged', 'x')), 1);
  assert.equal(scalarValue(property(a, 'Alias', 'y')), 2);
  assert.deepEqual(entriesOf(at('List')), []);
});

test('of two equal keys the last counts', () => assert.equal(scalarValue(property(a, 'Twice', 'k')), 2));

test('scalars are read as values and as text', () => {
  assert.equal(scalarValue(at('Octal')), 10);
  assert.equal(asString(at('Octal')), '010');
  assert.equal(asString(at('Flag')), 'True');
  assert.equal(asString(at('Nothing')), undefined);
  assert.equal(asString(at('80')), 'port');
  assert.equal(asString(at('List')), undefined);
  assert.equal(asString(undefined), undefined);
});

test('absent things are undefined', () => {
  assert.equal(property(a, 'No', 'Such'), undefined);
  assert.equal(entryOf(at('List'), 'a'), undefined);
  assert.equal(property(at('None'), 'Ref'), undefined);
  assert.deepEqual(itemsOf(at('Base')), []);
  assert.equal(itemsOf(at('List')).length, 2);
});

test('recognises functions', () => {
  assert.equal(noValue(at('None')), true);
  assert.equal(noValue(at('Long')), true);
  assert.equal(noValue(at('Flag')), false);
  assert.equal(joinParts(at('Join'))?.separator, '-');
  assert.equal(joinParts(at('Join'))?.items.length, 2);
  assert.equal(joinParts(at('Loose')), undefined);
});

test('reads Fn::GetAtt in every spelling', () => {
  for (const [key, attribute] of [
    ['Short', 'Outputs.Arn'],
    ['Array', 'Outputs.Arn'],
    ['Written', 'Arn'],
  ] as const) {
    const target = readGetAtt(at(key));
    assert.equal(target?.logicalId, 'A');
    assert.equal(target.attribute, attribute);
    const { start, end } = document.locate(target.idSpan);
    assert.equal(document.text.slice(start, end), 'A');
  }
  assert.equal(readGetAtt(at('Half')), undefined);
  assert.equal(readGetAtt(at('Open')), undefined);
  assert.equal(readGetAtt(at('None')), undefined);
});

test('a walk sees every node once, parents first, and can stop', () => {
  const kinds: string[] = [];
  walk(at('Join')!, (node, parents) => void kinds.push(`${parents.length} ${node.kind}`));
  assert.deepEqual(kinds, [
    '0 intrinsic',
    '1 sequence',
    '2 scalar',
    '2 sequence',
    '3 scalar',
    '3 intrinsic',
    '4 scalar',
  ]);
  const top: string[] = [];
  walk(a, (node, parents) => {
    top.push(node.kind);
    return parents.length > 0 ? false : undefined;
  });
  assert.equal(top.length, 1 + entriesOf(a).length);
  assert.deepEqual(
    intrinsics(at('List')!).map(({ name }) => name),
    ['Ref'],
  );
});
