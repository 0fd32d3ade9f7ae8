import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeRecorded, type Recorded } from '../../../src/compare/replay/index';
import { gatewayHost, type World } from '../../../src/simulate/index';
import { toWorld } from '../../../src/simulate/world';
import { parse } from '../../../src/template/index';
import { buildTopology } from '../../../src/topology/index';
import { bridgeYaml } from '../../topology/graph-samples';

const { world } = toWorld(buildTopology([parse('file:///bridge.yaml', bridgeYaml)]));
const twoStages: World = {
  ...world,
  gateways: Object.fromEntries(
    Object.entries(world.gateways).map(([key, gateway]) => [
      key,
      { ...gateway, stages: [...gateway.stages, { name: 'test' }] },
    ]),
  ),
};

/** `path`, `path @entry` for a request that knows its door, or the reason why there is none. */
function place(url: string, more: Partial<Recorded> = {}, into = world, stage?: string): string {
  const placed = placeRecorded({ at: 1, method: 'GET', url, ...more }, into, stage);
  if ('reason' in placed) return placed.reason;
  const { path, query, to } = placed.request;
  return `${path}${query === undefined ? '' : `?${query}`}${to ? ` @${Object.values(to).join(':')}` : ''}`;
}

test('a path gets the stage that it lacks', () => {
  assert.equal(place('/prod/orders/7?x=1'), '/prod/orders/7?x=1');
  assert.equal(place('/orders/7'), '/prod/orders/7');
  assert.equal(place('/'), '/prod');
  assert.equal(place('https://api.example.com/orders/7#part'), '/prod/orders/7');
  assert.equal(place('api.example.com/orders/7'), '/prod/orders/7');
});

test('of several stages one has to be named', () => {
  assert.equal(place('/test/orders', {}, twoStages), '/test/orders');
  assert.equal(place('/orders', { stage: 'test' }, twoStages), '/test/orders');
  assert.equal(place('/orders', {}, twoStages, 'prod'), '/prod/orders');
  assert.equal(
    place('/orders', {}, twoStages),
    'its path names no stage, and the template has prod, test; choose one with --stage',
  );
});

test('the path of a resource gets its stage and samples', () => {
  assert.equal(place('/orders/{id}', { isResource: true }), '/prod/orders/1');
  assert.equal(place('/{proxy+}', { isResource: true }), '/prod/sample');
  assert.equal(place('/prod/{id}', { isResource: true }), '/prod/prod/1', 'its first segment is no stage');
});

test('a host that the template knows is the door', () => {
  const api = gatewayHost(Object.values(world.gateways)[0]!);
  assert.equal(place(`https://${api}/prod/orders/7`), '/prod/orders/7 @Api');
  const alb = Object.values(world.albs)[0]!.dnsName!;
  assert.equal(place(`http://${alb}/orders/7`), '/orders/7 @Alb:80');
  assert.equal(
    place('https://abc123.execute-api.eu-west-1.amazonaws.com/other/x'),
    '/other/x',
    'its first segment is the stage',
  );
});

test('of what a browser asked for, only what the template has a route for', () => {
  assert.equal(place('https://shop.example.com/orders/7', { mayBeForeign: true }), '/prod/orders/7');
  assert.equal(
    place('https://cdn.example.com/logo.png', { mayBeForeign: true }),
    'it goes to cdn.example.com:443, and no route of the template has its path',
  );
});

test('headers of the recorded connection stay behind', () => {
  const placed = placeRecorded(
    {
      at: 1,
      method: 'GET',
      url: '/orders/7',
      headers: [
        ['Host', 'a'],
        ['content-length', '3'],
        ['X-A', 'b'],
      ],
    },
    world,
    undefined,
  );
  assert.deepEqual('request' in placed && placed.request.headers, [['X-A', 'b']]);
});
