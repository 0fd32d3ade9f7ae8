import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, findings } from './editor';

describe('the pages', () => {
  afterEach(closeAll);

  it('explain a rule', async () => {
    assert.equal(await vscode.commands.executeCommand('unbridge.explainRule', 'nlb-bridge'), 'nlb-bridge');
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('unbridge:/nlb-bridge.md'));
    assert.match(page.getText(), /^# nlb-bridge\n/);
    assert.match(page.getText(), /## Fix\n/);
    assert.match(page.getText(), /```yaml\nResources:/);
    assert.doesNotMatch(page.getText(), /\[\|/);
  });

  it('know no rule by a wrong name', async () => {
    assert.equal(await vscode.commands.executeCommand('unbridge.explainRule', 'no-such-rule'), undefined);
  });

  it('bring the sample as a new document', async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>('unbridge.openSample');
    assert.equal(uri.scheme, 'untitled');
    const document = await vscode.workspace.openTextDocument(uri);
    await findings(document, 'nlb-bridge');
  });
});
