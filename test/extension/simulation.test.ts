import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { RequestPathView } from '../../src/webview/protocol';
import type { TreeNode } from '../../src/vscode/tree';
import { single } from '../harness/many-bridges';
import { closeAll, findings, openSample, openText, unbridge, until } from './editor';

describe('a simulated request', () => {
  afterEach(closeAll);

  it('goes over the bridge, and without it after the conversion', async () => {
    await openSample();
    const path = await simulate({ method: 'GET', path: '/live/orders/42' });
    assert.deepEqual(
      path.before.hops.map(({ kind }) => kind),
      ['gateway', 'link', 'nlb', 'target-group', 'alb', 'target-group', 'target'],
    );
    assert.equal(path.before.response.status, 200);
    assert.deepEqual(
      path.after?.hops.map(({ kind }) => kind),
      ['gateway', 'link', 'alb', 'target-group', 'target'],
    );
    assert.equal(path.after?.response.status, 200);
  });

  it('says at every hop what was decided, why, and at which line', async () => {
    await openSample();
    const { before } = await simulate({ path: '/live/customers/7/orders' });
    for (const { decision, why } of before.hops) assert.ok(decision !== '' && why !== '');
    const alb = before.hops.find(({ kind }) => kind === 'alb');
    assert.match(alb?.place ?? '', /^template\.yaml:\d+$/);
    assert.ok(
      alb?.alternatives.some(({ what }) => /10|OrdersRule/.test(what)),
      JSON.stringify(alb?.alternatives),
    );
  });

  it('that no route takes ends at the gateway', async () => {
    await openSample();
    const { before } = await simulate({ path: '/live/nowhere' });
    assert.equal(before.response.status, 403);
    assert.equal(before.hops.length, 1);
  });

  it('that lacks a key says how to go on, and goes on when it is let in', async () => {
    await openText(single.replace('AuthorizationType: NONE', 'AuthorizationType: NONE\n      ApiKeyRequired: true'));
    const refused = await simulate({ path: '/prod' });
    assert.equal(refused.before.response.status, 403);
    assert.match(refused.before.refusal ?? '', /--let-pass/);
    assert.match(refused.after?.refusal ?? '', /--let-pass/);
    const passed = await simulate({ path: '/prod', letPass: true, headers: { Accept: 'text/html' } });
    assert.equal(passed.request, 'GET /prod -H "Accept: text/html" --let-pass');
    assert.equal(passed.before.hops.at(-1)?.kind, 'target');
    assert.equal(passed.after?.hops.at(-1)?.kind, 'target');
    assert.equal(passed.before.refusal, undefined);
  });

  it('is shown in the panel, which is opened once', async () => {
    await openSample();
    await simulate({ path: '/live/orders' });
    await until('the panel', () => panels().length === 1);
    await simulate({ path: '/live/orders/1' });
    assert.equal(panels().length, 1);
  });

  it('can be chosen from the routes', async () => {
    await openSample();
    const result = vscode.commands.executeCommand<RequestPathView | undefined>('unbridge.simulateRequest');
    // The first accept takes the route, the second the request as it is proposed.
    const path = await until('the request', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return Promise.race([result, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 200))]);
    });
    assert.match(path.request, /^GET \/live\/(orders|customers)/);
  });

  it('starts at a node of the tree with the route of that node', async () => {
    const { tree } = await unbridge();
    await findings(await openSample(), 'nlb-bridge');
    const method = await until('the method', async () => findNode(await tree.getChildren(), 'GetOrder'));
    const result = vscode.commands.executeCommand<RequestPathView | undefined>('unbridge.simulateHere', method);
    const path = await until('the request', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return Promise.race([result, new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 200))]);
    });
    assert.equal(path.request, 'GET /live/orders/1');
  });

  it('needs an API', async () => {
    await openText('AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n');
    assert.equal(await vscode.commands.executeCommand('unbridge.simulateRequest'), undefined);
  });
});

function findNode(nodes: readonly TreeNode[] | null | undefined, logicalId: string): TreeNode | undefined {
  for (const node of nodes ?? []) {
    const found = node.view.node.logicalId === logicalId ? node : findNode(node.children, logicalId);
    if (found) return found;
  }
  return undefined;
}

async function simulate(args: object): Promise<RequestPathView> {
  const path = await vscode.commands.executeCommand<RequestPathView | undefined>('unbridge.simulateRequest', args);
  assert.ok(path, 'nothing was simulated');
  return path;
}

function panels(): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('unbridge.requestPath'),
  );
}
