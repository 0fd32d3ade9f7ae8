import assert from 'node:assert/strict';
import test from 'node:test';
import { applyEdits, findOverlap, sortEdits, type Edit } from '../../src/text/index';

const edit = (start: number, end: number, newText: string): Edit => ({ range: { start, end }, newText });

test('applies edits in any order, all at once', () => {
  assert.equal(applyEdits('abcdef', [edit(4, 5, 'X'), edit(0, 1, ''), edit(2, 2, '--')]), 'b--cdXf');
});

test('inserts at one place keep their order', () => {
  assert.equal(applyEdits('ab', [edit(1, 1, '1'), edit(1, 1, '2')]), 'a12b');
  assert.deepEqual(
    sortEdits([edit(3, 3, 'b'), edit(1, 2, 'a')]).map(({ newText }) => newText),
    ['a', 'b'],
  );
});

test('finds edits that touch the same text', () => {
  assert.equal(findOverlap([edit(0, 2, ''), edit(2, 3, '')]), undefined);
  const clash = findOverlap([edit(4, 6, 'b'), edit(0, 5, 'a')]);
  assert.deepEqual(
    clash?.map(({ newText }) => newText),
    ['a', 'b'],
  );
});

test('refuses edits that overlap or lie outside the text', () => {
  assert.throws(() => applyEdits('abc', [edit(0, 2, ''), edit(1, 3, '')]), /overlap at 1/);
  assert.throws(() => applyEdits('abc', [edit(2, 4, '')]), /outside the text of 3/);
});
