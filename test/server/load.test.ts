import assert from 'node:assert/strict';
import * as http from 'node:http';
import * as net from 'node:net';
import { suite, test } from 'node:test';
import { startServer } from '../../src/server/index';
import { bridgeWorld } from '../simulate/worlds';
import { send } from './send';
import { eventually, serving, userProcess } from './serving';

const path = '/prod/users/7';
const clients = 16;

/** Sends one request after the other on one connection until told to stop; counts answers by what came of them. */
async function keepSending(port: number, isOver: () => boolean, counts: Map<string, number>): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  while (!isOver()) {
    const outcome = await send(port, { path, agent }).then(
      ({ status, body }) => `${status} ${body.toString()}`,
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (outcome === 'ECONNREFUSED') break;
  }
  agent.destroy();
}

/** Sockets that this process holds, by Node's own list of what keeps it alive. */
function openSockets(): number {
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
  return handles.filter((handle) => handle instanceof net.Socket && handle.remotePort !== undefined).length;
}

suite('under load', () => {
  test('two seconds over the bridge pass without an error, and no socket is left', async () => {
    const before = openSockets();
    const target = await userProcess((_, response) => response.end('whole'));
    const counts = new Map<string, number>();
    const options = { world: bridgeWorld, targets: [{ group: 'Users', url: target.url }] };
    await serving(options, async (server) => {
      const over = Date.now() + 2000;
      await Promise.all(
        Array.from({ length: clients }, () => keepSending(server.port, () => Date.now() > over, counts)),
      );
    });
    await target.close();
    assert.deepEqual([...counts.keys()], ['200 whole']);
    await eventually('the end of all sockets', () => openSockets() <= before);
  });

  test('stopping in the midst of it cuts no answer short, and no socket is left', async () => {
    const before = openSockets();
    const failures: unknown[] = [];
    const target = await userProcess((_, response) => response.end('whole'));
    const server = await startServer({
      world: bridgeWorld,
      targets: [{ group: 'Users', url: target.url }],
      onFailure: (what, error) => failures.push(what, error),
    });
    const counts = new Map<string, number>();
    let isOver = false;
    const sending = Array.from({ length: clients }, () => keepSending(server.port, () => isOver, counts));
    await eventually('answers', () => (counts.get('200 whole') ?? 0) > 200);
    await server.stop();
    isOver = true;
    await Promise.all(sending);
    await target.close();
    // A request that meets a connection just being closed is lost before anything of it is read.
    const known = ['200 whole', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE'];
    assert.deepEqual(
      [...counts.keys()].filter((outcome) => !known.includes(outcome)),
      [],
    );
    assert.ok((counts.get('ECONNRESET') ?? 0) + (counts.get('EPIPE') ?? 0) <= clients);
    assert.deepEqual(failures, []);
    await eventually('the end of all sockets', () => openSockets() <= before);
  });
});

suite('a WebSocket upgrade', () => {
  test('is dropped on the wire: a REST API answers it as a plain request', async () => {
    const target = await userProcess((_, response) => response.end('plain'));
    await serving({ world: bridgeWorld, targets: [{ group: 'Users', url: target.url }] }, async (server) => {
      const answer = await upgrade(server.port);
      assert.match(answer, /^HTTP\/1\.1 200 /);
      assert.doesNotMatch(answer, /^upgrade:/im);
      const arrived = target.requests[0]?.headers;
      assert.ok(arrived);
      assert.equal(arrived.upgrade, undefined);
      assert.doesNotMatch(arrived.connection ?? '', /upgrade/i);
    });
    await target.close();
  });
});

/** Asks for a WebSocket with bytes of our own, which no client library changes, and resolves to what comes back. */
function upgrade(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () =>
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
      ),
    );
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes('plain')) return;
      socket.destroy();
      resolve(text);
    });
    socket.once('end', () => reject(new Error(`the connection was closed after ${JSON.stringify(text)}`)));
    socket.once('error', reject);
  });
}
