import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { loadTemplate, ServeError } from '../../src/server/index';
import type { World } from '../../src/simulate/index';
import { alb, bridgeWorld, directWorld, group, pathRule } from '../simulate/worlds';
import { send } from './send';
import { eventually, serving, userProcess } from './serving';

const path = '/prod/users/7';
const closed: World = {
  ...directWorld,
  albs: {
    Alb: {
      ...alb,
      listeners: [{ ...alb.listeners[0]!, rules: [], defaultActions: [{ type: 'fixed-response', statusCode: '418' }] }],
    },
  },
};

suite('another template while requests are under way', () => {
  test('new requests take the new way, those under way end in the old one', async () => {
    let finish = (): void => undefined;
    const target = await userProcess((_, response) => void (finish = () => response.end('old')));
    await serving({ world: bridgeWorld, targets: [{ group: 'Users', url: target.url }] }, async (server) => {
      const old = send(server.port, { path });
      await eventually('the request at the target', () => target.requests.length === 1);
      await server.replace(closed);
      assert.equal((await send(server.port, { path })).status, 418);
      assert.deepEqual(
        server.listeners().map(({ kind }) => kind),
        ['alb'],
      );
      finish();
      assert.equal((await old).body.toString(), 'old');
      const hops = server.traces
        .list()
        .at(-1)
        ?.hops.map(({ kind }) => kind);
      assert.deepEqual(hops, ['gateway', 'link', 'nlb', 'target-group', 'alb', 'target-group', 'target']);
    });
    await target.close();
  });

  test('listeners, rules and targets come and go', async () => {
    await serving({ world: directWorld }, async (server) => {
      for (const world of [bridgeWorld, closed, directWorld, bridgeWorld]) await server.replace(world);
      assert.deepEqual(
        server.listeners().map(({ kind }) => kind),
        ['alb', 'nlb'],
      );
      assert.equal((await send(server.port, { path })).status, 200);
      const [listener] = alb.listeners;
      const toNew = { ...alb, listeners: [{ ...listener!, rules: [pathRule(1, '/users/*', 'Fresh')] }] };
      await server.replace({
        ...bridgeWorld,
        albs: { Alb: toNew },
        targetGroups: { ...bridgeWorld.targetGroups, Fresh: group('Fresh') },
      });
      await send(server.port, { path });
      assert.equal(server.traces.list().at(-1)?.hops.at(-1)?.logicalId, 'Fresh-1');
    });
  });

  test('no request is lost while templates change', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      let isDone = false;
      const statuses: number[] = [];
      const client = async (): Promise<void> => {
        while (!isDone) statuses.push((await send(server.port, { path })).status);
      };
      const clients = Array.from({ length: 8 }, client);
      for (let round = 0; round < 10; round++) {
        await server.replace(round % 2 === 0 ? directWorld : bridgeWorld);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      isDone = true;
      await Promise.all(clients);
      assert.deepEqual([...new Set(statuses)], [200]);
    });
  });

  test('a world that the options do not fit leaves the old one in place', async () => {
    await serving({ world: bridgeWorld, stage: 'prod' }, async (server) => {
      await assert.rejects(server.replace({ ...bridgeWorld, gateways: {} }), ServeError);
      assert.equal((await send(server.port, { path })).status, 200);
      await server.replace(closed);
      assert.equal((await send(server.port, { path })).status, 418);
    });
  });
});

suite('reading a template', () => {
  const template = `Resources:
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer }
`;
  const load = (text: string, parameters = {}) =>
    loadTemplate([{ uri: 'file:///t.yaml', name: 't.yaml', text }], parameters);

  test('one that can be served', () => {
    assert.deepEqual(Object.keys(load(template).world.albs), ['Alb']);
  });

  test('mistakes are named with file and line', () => {
    assert.throws(() => load(`${template}  Broken: [`), /^ServeError|t\.yaml:3:\d+: /);
    assert.throws(() => load('hello: world\n'), /t\.yaml: no CloudFormation or SAM template/);
    assert.throws(() => load('Resources:\n  Topic: { Type: AWS::SNS::Topic }\n'), /nothing to serve/);
    assert.throws(() => load(template, { Nope: '1' }), /--param: no parameter "Nope"; the template has none/);
  });
});
