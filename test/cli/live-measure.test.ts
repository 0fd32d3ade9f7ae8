import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureLive } from '../../src/cli/live-measure';
import { measurable } from '../../src/compare/index';
import { bridgeWorld } from '../simulate/worlds';

test('a live run times the same number of requests on both sides, and leaves nothing open', async () => {
  const measured = await measureLive(measurable(bridgeWorld, bridgeWorld));
  assert.ok(measured);
  for (const { p50, p99, requests } of [measured.before, measured.after]) {
    assert.ok(p50 > 0 && p50 <= p99);
    assert.equal(requests, 500);
  }
});

test('without a request there is no run', async () => {
  assert.equal(await measureLive({ before: bridgeWorld, after: bridgeWorld, request: undefined }), undefined);
});
