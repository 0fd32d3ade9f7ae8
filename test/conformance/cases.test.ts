/**
 * Our own cases, in the published format: what public sources say about API Gateway and load balancers, each with its
 * source. Unlike the shared set they are always here.
 */
import assert from 'node:assert/strict';
import * as path from 'node:path';
import { test } from 'node:test';
import { readCases } from './report';
import { runCase } from './runner';

const cases = readCases(path.resolve('test/conformance/fixtures'));

test('ids are unique and name their area', () => {
  const ids = cases.map(({ id }) => id);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
  assert.deepEqual(
    cases.filter(({ id, area }) => !id.startsWith(`${area}/`)).map(({ id }) => id),
    [],
  );
});

const areas = [...new Set(cases.map(({ area }) => area))];
for (const area of areas) {
  test(`every own case of ${area} passes`, () => {
    const results = cases.filter((one) => one.area === area).map(runCase);
    assert.deepEqual(
      results.filter(({ result }) => result !== 'passed'),
      [],
    );
  });
}
