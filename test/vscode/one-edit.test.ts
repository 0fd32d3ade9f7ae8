import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../src/text/index';
import { oneEdit } from '../../src/vscode/one-edit';

const text = 'one\r\ntwo\r\nthree\r\n';

test('many edits become one with the same result, and it begins and ends where they do', () => {
  const edits = [
    { range: { start: 5, end: 8 }, newText: '2' },
    { range: { start: 10, end: 10 }, newText: 'between\r\n' },
    { range: { start: 12, end: 15 }, newText: '' },
  ];
  const [edit, ...others] = oneEdit(text, edits);
  assert.ok(edit);
  assert.deepEqual(others, []);
  assert.deepEqual(edit.range, { start: 5, end: 15 });
  assert.equal(applyEdits(text, [edit]), applyEdits(text, edits));
});

test('nothing stays nothing', () => {
  assert.deepEqual(oneEdit(text, []), []);
});
