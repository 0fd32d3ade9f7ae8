import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurable } from '../../src/compare/index';
import { bridgeWorld } from '../simulate/worlds';

test('a request that goes over the link to a target on both sides', () => {
  const { request, before, after } = measurable(bridgeWorld, bridgeWorld);
  assert.equal(request?.path, '/prod/users/1');
  assert.deepEqual([before, after], [bridgeWorld, bridgeWorld]);
});

test('none where one side does not get there', () => {
  assert.equal(measurable(bridgeWorld, { ...bridgeWorld, targetGroups: {} }).request, undefined);
  assert.equal(measurable({ ...bridgeWorld, links: {} }, bridgeWorld).request, undefined);
});
