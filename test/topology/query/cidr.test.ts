import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containsBlock, mayOverlap } from '../../../src/topology/query/cidr';

const cases: [a: string, b: string, contains: boolean, overlaps: boolean][] = [
  ['10.0.0.0/16', '10.0.1.0/24', true, true],
  ['10.0.1.0/24', '10.0.0.0/16', false, true],
  ['10.0.0.0/16', '10.1.0.0/16', false, false],
  ['0.0.0.0/0', '192.168.1.1/32', true, true],
  ['10.0.0.0/24', '10.0.0.0/24', true, true],
  ['200.0.0.0/5', '200.1.2.3/32', true, true],
  ['::/0', '2001:db8::/32', false, true],
  ['10.0.0.0/8', '::/0', false, true],
];
for (const [a, b, contains, overlaps] of cases) {
  test(`${a} and ${b}`, () => {
    assert.equal(containsBlock(a, b), contains);
    assert.equal(mayOverlap(a, b), overlaps);
  });
}
