import assert from 'node:assert/strict';
import * as http from 'node:http';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import type { World } from '../../src/simulate/index';
import { bridgeWorld, gateway } from '../simulate/worlds';
import { headerOf, jsonOf, send } from './send';
import { eventually, serving, userProcess } from './serving';

const megabyte = 1024 * 1024;
const path = '/prod/orders/1';
const binary: World = {
  ...bridgeWorld,
  gateways: { Api: { ...gateway, binaryMediaTypes: ['application/octet-stream'] } },
};

suite('bodies', () => {
  test('up to 10 MB go through, above the gateway answers 413', async () => {
    const target = await userProcess((request, response) => {
      let length = 0;
      request.on('data', (chunk: Buffer) => (length += chunk.length));
      request.on('end', () => response.end(String(length)));
    });
    await serving({ world: bridgeWorld, targets: [{ group: 'Orders', url: target.url }] }, async (server) => {
      for (const length of [1, 100_000, megabyte, 3 * megabyte, 10 * megabyte]) {
        const got = await send(server.port, {
          method: 'POST',
          path,
          body: 'x'.repeat(length),
          headers: [['Content-Type', 'text/plain']],
        });
        assert.equal(`${got.status} ${got.body.toString()}`, `200 ${length}`);
      }
      const seen = target.requests.length;
      const tooLong = await send(server.port, { method: 'POST', path, body: 'x'.repeat(10 * megabyte + 1) });
      assert.equal(tooLong.status, 413);
      assert.deepEqual(jsonOf(tooLong), { message: 'HTTP content length exceeded 10485760 bytes.' });
      assert.equal(target.requests.length, seen);
      const chunked = await send(server.port, {
        method: 'POST',
        path,
        body: 'x'.repeat(10 * megabyte + 1),
        headers: [['Transfer-Encoding', 'chunked']],
      });
      assert.equal(chunked.status, 413);
    });
    await target.close();
  });

  test('a large upload reaches the target while the client still sends', async () => {
    let arrived = 0;
    const target = await userProcess((request, response) => {
      request.on('data', (chunk: Buffer) => (arrived += chunk.length));
      request.on('end', () => response.end('done'));
    });
    await serving({ world: binary, targets: [{ group: 'Orders', url: target.url }] }, async (server) => {
      const request = http.request({
        host: '127.0.0.1',
        port: server.port,
        method: 'POST',
        path,
        headers: { 'Content-Type': 'application/octet-stream', 'Content-Length': 3 * megabyte },
      });
      request.write(Buffer.alloc(2 * megabyte, 200));
      await eventually('the first part at the target', () => arrived > megabyte);
      assert.ok(arrived < 3 * megabyte);
      request.end(Buffer.alloc(megabyte, 200));
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      response.resume();
      await once(response, 'end');
      assert.equal(arrived, 3 * megabyte);
      assert.equal(target.requests[0]?.headers['content-length'], String(3 * megabyte));
    });
    await target.close();
  });

  test('a response goes to the client as it comes', async () => {
    let open: http.ServerResponse | undefined;
    const target = await userProcess((_, response) => {
      open = response;
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: one\n\n');
    });
    await serving({ world: bridgeWorld, targets: [{ group: 'Orders', url: target.url }] }, async (server) => {
      const request = http.get({ host: '127.0.0.1', port: server.port, path });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      const ended = once(response, 'end');
      const [first] = (await once(response, 'data')) as [Buffer];
      assert.equal(first.toString(), 'data: one\n\n');
      open?.end('data: two\n\n');
      const [second] = (await once(response, 'data')) as [Buffer];
      assert.equal(second.toString(), 'data: two\n\n');
      await ended;
    });
    await target.close();
  });

  test('a slow client slows the target down instead of filling the memory', async () => {
    const total = 64 * megabyte;
    let written = 0;
    const target = await userProcess((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': total });
      const write = (): void => {
        while (written < total) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536, 120))) {
            response.once('drain', write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    await serving({ world: bridgeWorld, targets: [{ group: 'Orders', url: target.url }] }, async (server) => {
      const request = http.get({ host: '127.0.0.1', port: server.port, path });
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      let before = -1;
      // Nobody reads: once all buffers on the way are full, the target must come to a halt.
      await eventually('a halt of the target', async () => {
        const halted = before === written;
        before = written;
        await new Promise((resolve) => setTimeout(resolve, 150));
        return halted;
      });
      assert.ok(written < total / 2, `${written} bytes were taken from the target`);
      let received = 0;
      response.on('data', (chunk: Buffer) => (received += chunk.length));
      await once(response, 'end');
      assert.equal(received, total);
    });
    await target.close();
  });

  test('a long text that is no UTF-8 is repaired as a short one would be', async () => {
    const bytes = Buffer.concat([Buffer.from('é'.repeat(100_000)), Buffer.from([0xff, 0xfe]), Buffer.from('€')]);
    const target = await userProcess((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      for (let at = 0; at < bytes.length; at += 999) response.write(bytes.subarray(at, at + 999));
      response.end();
    });
    await serving({ world: bridgeWorld, targets: [{ group: 'Orders', url: target.url }] }, async (server) => {
      const got = await send(server.port, { path });
      assert.equal(got.body.toString(), new TextDecoder().decode(bytes));
    });
    await target.close();
  });

  test('a binary body keeps its bytes and its length for a client that accepts it, and is base64 for others', async () => {
    const bytes = Buffer.alloc(300_000, 250);
    const target = await userProcess(
      (_, response) =>
        void response
          .writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': bytes.length })
          .end(bytes),
    );
    await serving({ world: binary, targets: [{ group: 'Orders', url: target.url }] }, async (server) => {
      const raw = await send(server.port, { path, headers: [['Accept', 'application/octet-stream']] });
      assert.ok(raw.body.equals(bytes));
      assert.equal(headerOf(raw, 'content-length'), String(bytes.length));
      const other = await send(server.port, { path, headers: [['Accept', 'text/html']] });
      assert.equal(other.body.toString(), bytes.toString('base64'));
    });
    await target.close();
  });

  test('one connection serves many requests', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      for (let round = 0; round < 20; round++) {
        const got = await send(server.port, { method: round % 3 === 0 ? 'HEAD' : 'GET', path, agent });
        assert.equal(got.status, 200);
      }
      assert.equal(Object.values(agent.freeSockets).flat().length, 1);
      agent.destroy();
    });
  });

  test('clients beyond the limit of open sockets are turned away', async () => {
    await serving({ world: bridgeWorld, maxSockets: 2 }, async (server) => {
      const agent = new http.Agent({ keepAlive: true });
      await Promise.all([send(server.port, { path, agent }), send(server.port, { path, agent })]);
      await assert.rejects(send(server.port, { path }));
      agent.destroy();
      await eventually(
        'room for another client',
        async () => (await send(server.port, { path }).catch(() => undefined))?.status === 200,
      );
    });
  });
});
