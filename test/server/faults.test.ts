import assert from 'node:assert/strict';
import * as http from 'node:http';
import * as net from 'node:net';
import { suite, test } from 'node:test';
import { PortTaken, ServeError, startServer } from '../../src/server/index';
import type { World } from '../../src/simulate/index';
import { alb, bridgeWorld, directWorld, gateway, privateMethod } from '../simulate/worlds';
import { headerOf, jsonOf, send } from './send';
import { eventually, rawProcess, serving, userProcess, type UserProcess } from './serving';

/** Serves a world with the user's process behind the group `Users`. */
async function withUsers(
  process: UserProcess,
  work: Parameters<typeof serving>[1],
  world: World = bridgeWorld,
): Promise<void> {
  try {
    await serving({ world, targets: [{ group: 'Users', url: process.url }] }, work);
  } finally {
    await process.close();
  }
}

const path = '/prod/users/7';
const impatient: World = {
  ...bridgeWorld,
  albs: { Alb: { ...alb, attributes: { 'idle_timeout.timeout_seconds': '1' } } },
};

suite('a target that fails', () => {
  test('dies in the middle of a short response: the client gets an error, never half an answer', async () => {
    const target = await rawProcess((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
      setTimeout(() => socket.destroy(), 20);
    });
    await withUsers(target, async (server) => {
      const got = await send(server.port, { path });
      assert.equal(got.status, 500);
      assert.deepEqual(jsonOf(got), { message: 'Network error communicating with endpoint' });
      assert.equal(server.traces.list().at(-1)?.hops[0]?.facts?.gatewayResponse, 'INTEGRATION_FAILURE');
    });
  });

  test('dies in the middle of a long response: the client sees that it is not whole', async () => {
    const target = await userProcess((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      response.write('x'.repeat(200_000));
      setTimeout(() => response.destroy(), 50);
    });
    await withUsers(target, async (server) => {
      await assert.rejects(send(server.port, { path }));
      await eventually('a trace', () => server.traces.list().length === 1);
      assert.match(server.traces.list()[0]?.note ?? '', /broke off/);
    });
  });

  test('never answers: the balancer gives up after its idle timeout', async () => {
    await withUsers(
      await rawProcess(() => undefined),
      async (server) => {
        const got = await send(server.port, { path });
        assert.equal(got.status, 504);
        assert.equal(headerOf(got, 'content-type'), 'text/html');
        assert.equal(headerOf(got, 'x-amzn-errortype'), undefined);
      },
      impatient,
    );
  });

  test('never answers: the gateway gives up after the integration timeout', async () => {
    const method = {
      integration: { ...privateMethod('http://internal.example.com/users/1').integration!, timeoutInMillis: 100 },
    };
    const world = {
      ...bridgeWorld,
      gateways: { Api: { ...gateway, resources: [{ path: '/users/{id}', methods: { GET: method } }] } },
    };
    const sockets: net.Socket[] = [];
    await withUsers(
      await rawProcess((socket) => void sockets.push(socket)),
      async (server) => {
        const got = await send(server.port, { path });
        assert.equal(got.status, 504);
        assert.deepEqual(jsonOf(got), { message: 'Endpoint request timed out' });
        const hops = server.traces
          .list()
          .at(-1)
          ?.hops.map(({ kind }) => kind);
        assert.deepEqual(hops, ['gateway', 'link', 'nlb', 'target-group', 'alb', 'target-group', 'target']);
        // Giving up reaches the target, too.
        await eventually('the end of the call to the target', () => sockets.every(({ destroyed }) => destroyed));
      },
      world,
    );
  });

  test('resets the connection', async () => {
    await withUsers(await rawProcess((socket) => socket.resetAndDestroy()), async (server) => {
      assert.equal((await send(server.port, { path })).status, 502);
    });
  });

  test('answers garbage', async () => {
    await withUsers(await rawProcess((socket) => socket.end('no HTTP at all\r\n\r\n')), async (server) => {
      assert.equal((await send(server.port, { path })).status, 502);
      assert.equal(server.traces.list().at(-1)?.hops.at(-1)?.decision, 'answers garbage');
    });
  });

  test('sends headers that are too large', async () => {
    const target = await userProcess((_, response) =>
      response.writeHead(200, { 'X-Large': 'x'.repeat(33 * 1024) }).end('x'),
    );
    await withUsers(target, async (server) => {
      assert.equal((await send(server.port, { path })).status, 502);
    });
  });

  test('does not listen', async () => {
    const target = await userProcess(() => undefined);
    await target.close();
    await serving({ world: bridgeWorld, targets: [{ group: 'Users', url: target.url }] }, async (server) => {
      assert.equal((await send(server.port, { path })).status, 502);
      assert.equal(server.traces.list().at(-1)?.hops.at(-1)?.decision, 'refuses the connection');
    });
  });

  test('the next request finds everything in order again', async () => {
    let count = 0;
    const target = await userProcess((request, response) =>
      ++count % 2 ? request.socket.destroy() : response.end('fine'),
    );
    await withUsers(target, async (server) => {
      const statuses = [];
      for (let round = 0; round < 6; round++) statuses.push((await send(server.port, { path })).status);
      assert.deepEqual(statuses, [502, 200, 502, 200, 502, 200]);
    });
  });
});

suite('a client that fails', () => {
  test('goes away: the call to the target ends, too', async () => {
    const sockets: net.Socket[] = [];
    const target = await userProcess((request) => void sockets.push(request.socket));
    await withUsers(target, async (server) => {
      const request = http.get({ host: '127.0.0.1', port: server.port, path });
      request.on('error', () => undefined);
      await eventually('the request at the target', () => sockets.length === 1);
      request.destroy();
      await eventually('the end of the call to the target', () => sockets[0]!.destroyed);
      await eventually('a trace', () => server.traces.list().length === 1);
      assert.match(server.traces.list()[0]?.note ?? '', /went away/);
      assert.equal(server.traces.list()[0]?.response, undefined);
    });
  });

  test('goes away in the middle of its body', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      const socket = net.connect(server.port, '127.0.0.1');
      socket.write('POST /prod/orders/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
      await new Promise((resolve) => setTimeout(resolve, 30));
      socket.destroy();
      assert.equal((await send(server.port, { path })).status, 200);
    });
  });

  test('sends what is no HTTP', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      const alb = server.listeners().find(({ kind }) => kind === 'alb')!;
      for (const port of [server.port, Number(new URL(alb.url).port)]) {
        const answer = await new Promise<string>((resolve, reject) => {
          const socket = net.connect(port, '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
          let text = '';
          socket.on('data', (chunk) => (text += chunk.toString()));
          socket.once('close', () => resolve(text));
          socket.once('error', reject);
        });
        assert.match(answer, /^HTTP\/1\.1 400 /);
      }
    });
  });
});

suite('starting and stopping', () => {
  test('a port that is taken', async () => {
    const other = await userProcess(() => undefined);
    await assert.rejects(
      startServer({ world: bridgeWorld, port: other.port }),
      (error) => error instanceof PortTaken && error.port === other.port,
    );
    await other.close();
  });

  test('options that do not fit the template', async () => {
    const refused = async (options: Partial<Parameters<typeof startServer>[0]>, message: RegExp): Promise<void> => {
      await assert.rejects(
        startServer({ world: bridgeWorld, ...options }),
        (error) => error instanceof ServeError && message.test(error.message),
      );
    };
    await refused({ stage: 'nope' }, /no stage "nope"; there is prod/);
    await refused(
      { targets: [{ group: 'Nobody', url: new URL('http://127.0.0.1:1') }] },
      /no target group "Nobody"; there are Users, Orders/,
    );
  });

  test('stopping under load: what is under way ends, nothing is left open', async () => {
    const target = await userProcess((_, response) => void setTimeout(() => response.end('slow but whole'), 100));
    const server = await startServer({ world: bridgeWorld, targets: [{ group: 'Users', url: target.url }] });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 20 });
    const under = Array.from({ length: 20 }, () => send(server.port, { path, agent }));
    await eventually('requests at the target', () => target.requests.length === 20);
    await server.stop();
    const answers = await Promise.all(under);
    assert.deepEqual(
      [...new Set(answers.map(({ status, body }) => `${status} ${body.toString()}`))],
      ['200 slow but whole'],
    );
    await assert.rejects(send(server.port, { path }));
    agent.destroy();
    await target.close();
  });

  test('stopping breaks what does not end in time', async () => {
    const target = await rawProcess(() => undefined);
    const server = await startServer({
      world: directWorld,
      graceMs: 100,
      targets: [{ group: 'Users', url: target.url }],
    });
    const lost = assert.rejects(send(server.port, { path }));
    await eventually('the request under way', async () => (await connectionsTo(target.port)) > 0);
    await server.stop();
    await lost;
    await target.close();
  });
});

/** Whether this process still holds sockets of a port, by Node's own list of what keeps it alive. */
async function connectionsTo(port: number): Promise<number> {
  await new Promise((resolve) => setImmediate(resolve));
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
  return handles.filter((handle) => handle instanceof net.Socket && handle.remotePort === port).length;
}
