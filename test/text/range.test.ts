import assert from 'node:assert/strict';
import test from 'node:test';
import { contains, overlaps } from '../../src/text/index';

const range = (start: number, end: number) => ({ start, end });

test('ranges are half open', () => {
  assert.equal(overlaps(range(0, 2), range(2, 4)), false);
  assert.equal(overlaps(range(0, 3), range(2, 4)), true);
  assert.equal(overlaps(range(2, 2), range(0, 4)), true);
  assert.equal(overlaps(range(2, 2), range(2, 4)), false);
});

test('a range contains itself and what lies inside it', () => {
  assert.equal(contains(range(1, 4), range(1, 4)), true);
  assert.equal(contains(range(1, 4), range(4, 4)), true);
  assert.equal(contains(range(1, 4), range(0, 2)), false);
});
