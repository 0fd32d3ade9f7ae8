import * as assert from 'node:assert/strict';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { Started } from '../../src/vscode/simulator/simulator-commands';
import { closeAll, openSample, openText, replace, until } from './editor';

describe('the live simulator', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('unbridge.stopSimulator');
    await closeAll();
  });

  it('answers a request over the socket, and shows its hops on the control page', async () => {
    await openSample();
    const { url, controlUrl } = await start();
    const answer = await get(`${url}/orders/7`);
    assert.equal(answer.status, 200);
    const traces = JSON.parse((await get(`${controlUrl}/api/traces`)).body) as { path: string; end: string }[];
    assert.deepEqual(
      traces.map(({ path }) => path),
      ['/live/orders/7'],
    );
    assert.match(traces[0]?.end ?? '', /^target /);
    assert.match((await get(controlUrl)).body, /<title>Unbridge/);
    const [{ place } = { place: '' }] = (
      JSON.parse((await get(`${controlUrl}/api/state`)).body) as { routes: { place: string }[] }
    ).routes;
    assert.match(place, /^template\.yaml:\d+$/);
  });

  it('takes over what is typed, and keeps the last good version while the template is broken', async () => {
    const document = await openSample();
    const { url, controlUrl } = await start();
    assert.equal((await get(`${url}/parcels`)).status, 403);
    await replace(document, 'PathPart: orders', 'PathPart: parcels');
    await until('the new route', async () => (await get(`${url}/parcels`)).status === 200);
    await replace(document, 'Resources:', 'Resources: [');
    const complaint = async (): Promise<string | undefined> =>
      (JSON.parse((await get(`${controlUrl}/api/state`)).body) as { complaint: string | null }).complaint ?? undefined;
    assert.match(await until('the complaint', complaint), /template\.yaml:\d+: .*\n.*last good version/s);
    assert.equal((await get(`${url}/parcels`)).status, 200);
  });

  it('sends requests to the processes of the settings, and says what is wrong with an address', async () => {
    const own = http.createServer((_, response) => response.end('from my own process')).listen(0, '127.0.0.1');
    await new Promise((resolve) => own.once('listening', resolve));
    const configuration = vscode.workspace.getConfiguration('unbridge');
    const choose = (targets: object | undefined): Thenable<void> =>
      configuration.update('simulator.targets', targets, vscode.ConfigurationTarget.Global);
    const options = { port: 0, openPage: false };
    try {
      await openSample();
      await choose({ OrdersService: `http://127.0.0.1:${(own.address() as AddressInfo).port}` });
      const { url } = await start();
      assert.equal((await get(`${url}/orders/7`)).body, 'from my own process');
      for (const wrong of [{ OrdersService: 'localhost' }, { Nobody: 'http://127.0.0.1:3000' }]) {
        await choose(wrong);
        assert.equal(await vscode.commands.executeCommand('unbridge.startSimulator', options), undefined);
      }
    } finally {
      await choose(undefined);
      own.close();
    }
  });

  it('closes its sockets when it is stopped', async () => {
    await openSample();
    const { url } = await start();
    await vscode.commands.executeCommand('unbridge.stopSimulator');
    await assert.rejects(get(url), { code: 'ECONNREFUSED' });
  });

  it('stays as it is when it is started again', async () => {
    await openSample();
    const first = await vscode.commands.executeCommand<Started>('unbridge.startSimulator', {
      port: 0,
      openPage: false,
    });
    const again = await vscode.commands.executeCommand<Started>('unbridge.startSimulator', { openPage: false });
    assert.equal(again.controlUrl, first.controlUrl);
  });

  it('starts nothing where the port is taken or there is nothing to serve', async () => {
    const other = http.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    await openSample();
    const { port } = other.address() as AddressInfo;
    assert.equal(await vscode.commands.executeCommand('unbridge.startSimulator', { port, openPage: false }), undefined);
    other.close();
    await openText('AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n');
    assert.equal(
      await vscode.commands.executeCommand('unbridge.startSimulator', { port: 0, openPage: false }),
      undefined,
    );
  });
});

async function start(): Promise<{ readonly url: string; readonly controlUrl: string }> {
  const started = await vscode.commands.executeCommand<Started | undefined>('unbridge.startSimulator', {
    port: 0,
    openPage: false,
  });
  assert.ok(started?.stages[0], 'nothing was started');
  return { url: started.stages[0].url, controlUrl: started.controlUrl };
}

function get(url: string): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent: false }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      })
      .on('error', reject);
  });
}
