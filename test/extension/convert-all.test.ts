import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ConvertAllArguments, ConvertAllResult } from '../../src/vscode/convert-all/convert-all-command';
import { closeAll, replace } from './editor';
import { nested, removeFolder, writeFiles } from './nested-example';

describe('the conversion of the whole workspace', () => {
  let files: Record<'root.yaml' | 'web.yaml' | 'topic.yaml' | 'notes.json', vscode.Uri>;

  // VS Code remembers closed documents for a while, so each test has a folder of its own.
  let round = 0;

  beforeEach(async () => {
    round += 1;
    files = await writeFiles(`shop-${round}`, {
      'root.yaml': nested.root,
      'web.yaml': nested.web,
      'topic.yaml': 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n',
      'notes.json': '{ "Resources": 1 }',
    });
  });

  afterEach(async () => {
    await closeAll();
    await removeFolder(`shop-${round}`);
  });

  it('finds the bridges of files that are not open, and those that need each other change together', async () => {
    const result = await convertAll({ files: [files['root.yaml']], apply: true });
    assert.equal(result.outcome, 'converted', result.message);
    assert.deepEqual([...result.files].sort(), [files['root.yaml'].toString(), files['web.yaml'].toString()]);
    assert.match(
      result.message,
      /^Converted 2 files\. \d+ requests? ends? where (they|it) ended before; \d+ differs?\.$/,
    );
    assert.match(await textOf(files['root.yaml']), /ConnectionId: !GetAtt Web\.Outputs\.LinkV2Id/);
    assert.match(await textOf(files['web.yaml']), /Type: AWS::ApiGatewayV2::VpcLink/);
    assert.equal(await textOf(files['topic.yaml']), 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n');
  });

  it('takes the text that an editor holds before that on disk', async () => {
    const web = await vscode.workspace.openTextDocument(files['web.yaml']);
    await vscode.window.showTextDocument(web);
    await replace(web, 'Resources:\n', '# typed just now\nResources:\n');
    const result = await convertAll({ files: [files['root.yaml']], apply: true });
    assert.equal(result.outcome, 'converted', result.message);
    assert.match(web.getText(), /# typed just now\nResources:\n/);
    assert.match(web.getText(), /Type: AWS::ApiGatewayV2::VpcLink/);
    const again = await convertAll({ files: [files['root.yaml']], apply: true });
    assert.notEqual(again.outcome, 'converted');
  });

  it('shows the refactor preview first, which changes nothing by itself', async () => {
    const result = await convertAll({ files: [files['web.yaml']] });
    assert.equal(result.outcome, 'previewed', result.message);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await textOf(files['root.yaml']), nested.root);
    assert.equal(await textOf(files['web.yaml']), nested.web);
    await vscode.commands.executeCommand('refactorPreview.discard').then(undefined, () => undefined);
  });

  it('changes nothing when the list is left', async () => {
    const running = convertAll({});
    let over = false;
    void running.then(() => (over = true));
    for (let waited = 0; !over && waited < 10_000; waited += 200) {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.deepEqual(await running, { outcome: 'cancelled', message: '', files: [] });
    assert.equal(await textOf(files['web.yaml']), nested.web);
  });

  it('leaves what was not named alone', async () => {
    const result = await convertAll({ files: [files['topic.yaml']], apply: true });
    assert.equal(result.outcome, 'cancelled');
  });
});

async function convertAll(args: ConvertAllArguments): Promise<ConvertAllResult> {
  const result = await vscode.commands.executeCommand<ConvertAllResult | undefined>('unbridge.convertAll', args);
  assert.ok(result, 'the command failed');
  return result;
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}
