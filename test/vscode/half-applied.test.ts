import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeApplied } from '../../src/vscode/half-applied';

const changeOf = (...uris: string[]) => ({ files: uris.map((uri) => ({ uri })) });

test('a change is whole, untouched or half, by its files', () => {
  const [whole, untouched, half] = [changeOf('a', 'b'), changeOf('c'), changeOf('d', 'e', 'f')];
  const changed = new Set(['a', 'b', 'e']);
  assert.deepEqual(
    judgeApplied([whole, untouched, half], (uri) => changed.has(uri)),
    { whole: [whole], untouched: [untouched], half: [{ changed: ['e'], left: ['d', 'f'] }] },
  );
});
