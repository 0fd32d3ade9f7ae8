import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeApplied } from '../../src/vscode/half-applied';

const changeOf = (...uris: string[]) => ({ files: uris.map((uri) => ({ uri })) });

test('a change is whole, untouched or half, by its files', () => {
  const [whole, untouched, half] = [changeOf('a', 'b'), changeOf('c'), changeOf('d', 'e', 'f')];
  const changed = new Set(['a', 'b', 'e']);
  assert.deepEqual(
    judgeApplied([whole, untouched, half], (uri) => (changed.has(uri) ? 'all' : 'none')),
    { whole: [whole], untouched: [untouched], half: [{ changed: ['e'], left: ['d', 'f'] }] },
  );
});

test('a file of which only some edits were taken makes its change half', () => {
  const [one, two] = [changeOf('a'), changeOf('b', 'c')];
  assert.deepEqual(
    judgeApplied([one, two], (uri) => (uri === 'c' ? 'all' : 'some')),
    {
      whole: [],
      untouched: [],
      half: [
        { changed: ['a'], left: [] },
        { changed: ['b', 'c'], left: [] },
      ],
    },
  );
});
