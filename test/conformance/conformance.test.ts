import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { coverage } from './coverage';
import { readCases } from './report';
import { runCase } from './runner';

const folder = path.resolve('../shared/conformance');
const skip = fs.existsSync(folder) ? false : `${folder} is not here; the engine's own tests ran`;
const cases = skip === false ? readCases(folder) : [];

test('every mechanical conformance case passes', { skip }, () => {
  const failed = cases.map(runCase).filter(({ result }) => result === 'failed');
  assert.deepEqual(failed, []);
});

test('every other case has a test that names it, or a reason', { skip }, () => {
  const others = cases.filter(({ mechanical }) => !mechanical).map(({ id }) => id);
  assert.deepEqual(
    others.filter((id) => !coverage[id]),
    [],
    'cases without cover',
  );
  assert.deepEqual(
    Object.keys(coverage).filter((id) => !others.includes(id)),
    [],
    'cover without a case',
  );
});

test('the tests that the table names exist and hold the id', () => {
  for (const [id, cover] of Object.entries(coverage)) {
    if ('reason' in cover) continue;
    const text = fs.readFileSync(path.resolve('test/simulate', `${cover.test}.test.ts`), 'utf8');
    assert.ok(text.includes(id), `${cover.test}.test.ts does not name ${id}`);
  }
});
