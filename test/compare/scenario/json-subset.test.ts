import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingPart } from '../../../src/compare/scenario/json-subset';

const cases: [expected: unknown, actual: unknown, at: string | undefined][] = [
  [{ a: 1 }, { a: 1, b: 2 }, undefined],
  [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 2, d: 3 }] } }, undefined],
  [null, null, undefined],
  [{}, { a: 1 }, undefined],
  [{ a: 1 }, { a: '1' }, '$.a'],
  [{ a: { 'x-y': 1 } }, { a: {} }, '$.a["x-y"]'],
  [[1, 2], [1, 2, 3], '$'],
  [[1, { a: 2 }], [1, { a: 3 }], '$[1].a'],
  [{ a: 1 }, [1], '$'],
  [[], {}, '$'],
  [{ toString: 1 }, {}, '$.toString'],
];

for (const [expected, actual, at] of cases) {
  test(`${JSON.stringify(expected)} in ${JSON.stringify(actual)}: ${at ?? 'is there'}`, () => {
    assert.equal(missingPart(expected, actual)?.at, at);
  });
}
