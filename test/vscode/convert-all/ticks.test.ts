import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTicks } from '../../../src/vscode/convert-all/ticks';

test('only what can be ticked is ticked', () => {
  const ticks = createTicks(['a', 'b'], ['a', 'locked']);
  assert.equal(ticks.count, 1);
  ticks.set(['b', 'locked'], true);
  assert.equal(ticks.count, 2);
  assert.equal(ticks.has('locked'), false);
});

test('a row is ticked when all of it is; a row without anything never', () => {
  const ticks = createTicks(['a', 'b'], ['a']);
  assert.equal(ticks.hasAll(['a', 'b']), false);
  ticks.set(['a', 'b'], true);
  assert.equal(ticks.hasAll(['a', 'b']), true);
  assert.equal(ticks.hasAll([]), false);
  ticks.set(['a'], false);
  assert.equal(ticks.hasAll(['a', 'b']), false);
});
