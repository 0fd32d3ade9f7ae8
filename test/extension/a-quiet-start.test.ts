import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, findings, openSample, openText, unbridge, until } from './editor';

// The first file of all, for the core stays loaded once a template was open.
describe('before a template is open', () => {
  after(closeAll);

  it('the core is not even loaded', async () => {
    const extension = await unbridge();
    await openText('kind: Deployment\nmetadata:\n  name: shop\n');
    await openText('{ "compilerOptions": {} }', 'json');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(extension.isEngineLoaded(), false);
  });

  it('the tree is empty', async () => {
    const { tree } = await unbridge();
    assert.deepEqual(await tree.getChildren(), []);
  });

  it('commands say so instead of failing', async () => {
    const result = await vscode.commands.executeCommand<{ outcome: string; message: string }>('unbridge.convert');
    assert.deepEqual(result, { outcome: 'nothing', message: 'Open a CloudFormation or SAM template first.' });
    assert.equal(await vscode.commands.executeCommand('unbridge.simulateRequest', { path: '/' }), undefined);
  });

  it('the first template loads it', async () => {
    const extension = await unbridge();
    const document = await openSample();
    await findings(document, 'nlb-bridge');
    assert.equal(extension.isEngineLoaded(), true);
    await until('the tree', async () => ((await extension.tree.getChildren()) ?? []).length > 0);
  });
});
