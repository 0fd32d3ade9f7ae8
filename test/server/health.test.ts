import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { HealthCheckModel, World } from '../../src/simulate/index';
import { bridgeWorld, directWorld, group } from '../simulate/worlds';
import { send } from './send';
import { eventually, serving, userProcess } from './serving';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

const path = '/prod/users/7';
/** With a scale of 0.01: a check every 50 ms. */
const check: HealthCheckModel = {
  intervalSeconds: 5,
  timeoutSeconds: 2,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
  path: '/healthy?',
  matcher: '200-299',
};
const world: World = {
  ...directWorld,
  targetGroups: { ...directWorld.targetGroups, Users: { ...group('Users'), healthCheck: check } },
};

/** A process that also sees the health checks. */
async function checked(
  name: string,
): Promise<{ readonly url: URL; status: number; readonly checks: string[]; close(): void }> {
  const state = { status: 200, checks: [] as string[] };
  const server = http.createServer((request, response) => {
    if (request.headers['user-agent'] !== 'ELB-HealthChecker/2.0') {
      response.end(name);
      return;
    }
    state.checks.push(`${request.url} ${request.headers.host}`);
    response.writeHead(state.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return Object.assign(state, {
    url,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
}

suite('health checks', () => {
  test('a target turns unhealthy and healthy again, and takes requests only while it is healthy', async () => {
    const [one, two] = [await checked('one'), await checked('two')];
    const targets = [one, two].map(({ url }) => ({ group: 'Users', url }));
    await serving({ world, targets, healthScale: 0.01 }, async (server) => {
      const names = async (count: number): Promise<string[]> => {
        const bodies = [];
        for (let round = 0; round < count; round++) bodies.push((await send(server.port, { path })).body.toString());
        return bodies;
      };
      const states = (): string =>
        server
          .health()
          .map(({ health }) => health)
          .join(' ');
      await eventually('two healthy targets', () => states() === 'healthy healthy');
      assert.deepEqual(await names(4), ['one', 'two', 'one', 'two'], 'healthy targets take turns');
      assert.equal(one.checks[0], `/healthy? ${one.url.host}`);

      one.status = 500;
      await eventually('an unhealthy target', () => states() === 'unhealthy healthy');
      assert.deepEqual(await names(3), ['two', 'two', 'two']);
      assert.match(server.health()[0]!.reason, /gets 500/);

      two.status = 500;
      await eventually('two unhealthy targets', () => states() === 'unhealthy unhealthy');
      assert.deepEqual(
        [...new Set(await names(4))].sort(),
        ['one', 'two'],
        'without a healthy target all of them count',
      );
      assert.equal(
        server.traces
          .list()
          .at(-1)
          ?.hops.find(({ kind }) => kind === 'target-group')?.facts?.failOpen,
        true,
      );

      one.status = 204;
      await eventually('a healthy target', () => states() === 'healthy unhealthy');
      assert.deepEqual(await names(2), ['one', 'one']);
      two.close();
    });
    one.close();
  });

  test('an NLB checks the ALB behind it with the address of a node as the host', async () => {
    await serving({ world: bridgeWorld, healthScale: 0.01 }, async (server) => {
      const [state] = server.health();
      assert.equal(`${state?.targetGroup} ${state?.target}`, 'Bridge Alb:80');
      // The default rule of the ALB answers 404, which is outside 200-399.
      await eventually('an unhealthy ALB', () => server.health()[0]?.health === 'unhealthy');
      assert.equal((await send(server.port, { path })).status, 200, 'it fails open');
      assert.equal(server.traces.list().length, 1, 'checks leave no traces');
    });
  });

  test('weights of target groups share the requests', async () => {
    const [listener] = directWorld.albs['Alb']!.listeners;
    const action = {
      type: 'forward' as const,
      targetGroups: [
        { targetGroup: 'Users', weight: 3 },
        { targetGroup: 'Orders', weight: 1 },
      ],
    };
    const weighted: World = {
      ...directWorld,
      albs: {
        Alb: { ...directWorld.albs['Alb']!, listeners: [{ ...listener!, rules: [], defaultActions: [action] }] },
      },
    };
    const [users, orders] = [
      await userProcess((_, response) => response.end('users')),
      await userProcess((_, response) => response.end('orders')),
    ];
    const targets = [
      { group: 'Users', url: users.url },
      { group: 'Orders', url: orders.url },
    ];
    let seed = 7;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    await serving({ world: weighted, targets, simulation: { random } }, async (server) => {
      for (let round = 0; round < 100; round++) await send(server.port, { path });
      assert.equal(users.requests.length + orders.requests.length, 100);
      assert.ok(users.requests.length > 60 && users.requests.length < 90, `${users.requests.length} of 100`);
    });
    await Promise.all([users.close(), orders.close()]);
  });
});
