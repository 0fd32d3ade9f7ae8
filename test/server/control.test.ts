import assert from 'node:assert/strict';
import * as http from 'node:http';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import { bridgeWorld } from '../simulate/worlds';
import { headerOf, jsonOf, send } from './send';
import { serving } from './serving';

suite('control page', () => {
  test('the page loads nothing from elsewhere and nothing inline', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      const page = await send(server.port, { path: '/_unbridge' });
      assert.equal(page.status, 200);
      assert.match(
        headerOf(page, 'content-security-policy') ?? '',
        /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/,
      );
      const html = page.body.toString();
      assert.doesNotMatch(html, /https?:|<style|<script>|\son\w+=|\sstyle=/);
      for (const [, file] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g))
        assert.equal((await send(server.port, { path: file! })).status, 200, file);
    });
  });

  test('routes, listeners, health and complaints', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      server.complain('template.yaml:3:1: broken');
      const state = jsonOf<{
        routes: { method: string; url: string }[];
        listeners: { balancer: string }[];
        health: unknown[];
        complaint: string;
      }>(await send(server.port, { path: '/_unbridge/api/state' }));
      assert.deepEqual(
        state.routes.map(({ method, url }) => `${method} ${new URL(url).pathname}`),
        ['GET /prod/users/%7Bid%7D', 'ANY /prod/%7Bproxy+%7D'],
      );
      assert.deepEqual(
        state.listeners.map(({ balancer }) => balancer),
        ['Alb', 'Nlb'],
      );
      assert.equal(state.health.length, 1);
      assert.equal(state.complaint, 'template.yaml:3:1: broken');
    });
  });

  test('a trace shows every hop with its reason', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      await send(server.port, { path: '/prod/users/7' });
      const [summary] = jsonOf<{ id: number; status: number }[]>(
        await send(server.port, { path: '/_unbridge/api/traces' }),
      );
      assert.equal(summary?.status, 200);
      const trace = jsonOf<{ hops: { kind: string; why: string }[] }>(
        await send(server.port, { path: `/_unbridge/api/traces/${summary?.id}` }),
      );
      assert.deepEqual(
        trace.hops.map(({ kind }) => kind),
        ['gateway', 'link', 'nlb', 'target-group', 'alb', 'target-group', 'target'],
      );
      assert.ok(trace.hops.every(({ why }) => why !== ''));
      assert.equal((await send(server.port, { path: '/_unbridge/api/traces/999' })).status, 404);
    });
  });

  test('new traces are pushed', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      const stream = http.get({ host: '127.0.0.1', port: server.port, path: '/_unbridge/api/events' });
      const [events] = (await once(stream, 'response')) as [http.IncomingMessage];
      assert.equal(events.headers['content-type'], 'text/event-stream');
      let text = '';
      const arrived = new Promise<void>((resolve) => {
        events.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          if (text.includes('event: trace')) resolve();
        });
      });
      await send(server.port, { path: '/prod/users/7' });
      await arrived;
      assert.match(text, /"path":"\/prod\/users\/7"/);
    });
  });

  test('a name that someone else points to the loopback gets nothing', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      assert.equal(
        (await send(server.port, { path: '/_unbridge/api/state', headers: [['Host', 'evil.example.com']] })).status,
        403,
      );
    });
  });

  test('the ring of traces is bounded, and long bodies are cut', async () => {
    await serving({ world: bridgeWorld }, async (server) => {
      await send(server.port, { method: 'POST', path: '/prod/orders/1', body: 'x'.repeat(100_000) });
      assert.equal(server.traces.list()[0]?.request.body.length, 2048);
      for (let round = 0; round < 210; round++) await send(server.port, { path: '/prod' });
      assert.equal(server.traces.list().length, 100);
      assert.equal(server.traces.list().at(-1)?.id, 211);
    });
  });
});
