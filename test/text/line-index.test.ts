import assert from 'node:assert/strict';
import test from 'node:test';
import { createLineIndex } from '../../src/text/index';

test('every kind of line break ends a line', () => {
  const text = 'a\nbc\r\nd\re';
  const lines = createLineIndex(text);
  assert.equal(lines.lineCount, 4);
  const expected: [offset: number, line: number, column: number][] = [
    [0, 0, 0],
    [1, 0, 1],
    [2, 1, 0],
    [4, 1, 2],
    [6, 2, 0],
    [8, 3, 0],
    [9, 3, 1],
  ];
  for (const [offset, line, column] of expected) {
    assert.deepEqual(lines.positionAt(offset), { line, column }, `offset ${offset}`);
    assert.equal(lines.offsetAt({ line, column }), offset);
  }
});

test('positions outside the text are clamped', () => {
  const lines = createLineIndex('ab\ncd');
  assert.deepEqual(lines.positionAt(99), { line: 1, column: 2 });
  assert.deepEqual(lines.positionAt(-1), { line: 0, column: 0 });
  assert.equal(lines.offsetAt({ line: 9, column: 0 }), 5);
  assert.equal(lines.offsetAt({ line: -1, column: 4 }), 0);
  assert.equal(lines.offsetAt({ line: 1, column: 99 }), 5);
});

test('columns count UTF-16 code units', () => {
  assert.deepEqual(createLineIndex('😀x').positionAt(2), { line: 0, column: 2 });
  assert.deepEqual(createLineIndex('').rangeAt({ start: 0, end: 0 }), {
    start: { line: 0, column: 0 },
    end: { line: 0, column: 0 },
  });
});
