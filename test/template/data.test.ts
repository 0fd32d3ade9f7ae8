import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseData, writeData } from '../../src/template/index';

const text = 'a: 1\nlist:\n  - name: x\n    "on": true\n  - [1, 2]\nempty:\n';

test('YAML and JSON become plain data', () => {
  const expected = { a: 1, list: [{ name: 'x', on: true }, [1, 2]], empty: null };
  assert.deepEqual(parseData(text).value, expected);
  assert.deepEqual(parseData(JSON.stringify(expected, undefined, '\t')).value, expected);
  assert.deepEqual(parseData(text.replaceAll('\n', '\r\n')).value, expected);
});

test('every value and key knows where it stands', () => {
  const data = parseData(text);
  const at = (path: (string | number)[]): string => {
    const { start, end } = data.rangeOf(path);
    return text.slice(start, end);
  };
  assert.equal(at(['a']), '1');
  assert.equal(at(['list', 0, 'name']), 'x');
  assert.equal(at(['list', 1, 1]), '2');
  assert.equal(data.keyRangeOf(['list', 0, 'on']).start, text.indexOf('"on"'));
  assert.deepEqual(data.rangeOf(['a', 'b', 'c']), data.rangeOf(['a']), 'what is not there has the place of its parent');
});

test('what cannot be read is a problem with a range, never an error', () => {
  const problemsOf = (source: string): readonly string[] => {
    const { value, problems } = parseData(source);
    assert.equal(value, undefined);
    return problems.map(({ message, range }) => `${range.start} ${message}`);
  };
  assert.deepEqual(problemsOf('a: "b'), ['3 This quote is never closed']);
  assert.deepEqual(problemsOf('a: 1\na: 2\n'), ['5 "a" is already a key of this mapping; the last one would win']);
  assert.deepEqual(problemsOf('a: 1\n---\nb: 2\n'), ['5 One file holds one document']);
  assert.equal(problemsOf('['.repeat(500)).length, 1);
  const bomb = [
    'a: &a [1,1,1,1,1,1,1,1,1,1]',
    ...'bcdefgh'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(10)}]`),
  ];
  assert.equal(problemsOf(bomb.join('\n')).length, 1);
});

test('an empty text is null, and written data reads back', () => {
  assert.equal(parseData('').value, null);
  assert.deepEqual(parseData('').problems, []);
  const data = { text: 'a: b # c', number: '7', list: [{ x: null }], 'odd key: ': true };
  assert.deepEqual(parseData(writeData(data)).value, data);
});
