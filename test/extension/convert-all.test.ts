import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ConvertAllArguments, ConvertAllResult } from '../../src/vscode/convert-all/convert-all-command';
import { closeAll, replace } from './editor';
import { blocked, nested, single } from '../harness/many-bridges';
import { keepSample, removeFolder, writeFiles } from './workspace-folder';

describe('the conversion of the whole workspace', () => {
  let files: Record<'root.yaml' | 'web.yaml' | 'topic.yaml' | 'notes.json', vscode.Uri>;

  // VS Code remembers closed documents for a while, so each test has a folder of its own.
  let round = 0;

  let restore: () => Promise<void>;

  beforeEach(async () => {
    round += 1;
    restore = await keepSample();
    files = await writeFiles(`shop-${round}`, {
      'root.yaml': nested.root,
      'web.yaml': nested.web,
      'topic.yaml': 'Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n',
      'notes.json': '{ "Resources": 1 }',
    });
  });

  afterEach(async () => {
    await closeAll();
    await restore();
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

  it('takes every bridge at once, in one edit', async () => {
    const more = await writeFiles(`shop-${round}`, { 'users/template.yaml': single, 'users/blocked.yaml': blocked });
    const result = await convertAll({ files: 'all', apply: true });
    assert.equal(result.outcome, 'converted', result.message);
    assert.ok(result.files.includes(files['root.yaml'].toString()));
    assert.ok(result.files.includes(more['users/template.yaml'].toString()));
    assert.match(await textOf(more['users/template.yaml']), /Type: AWS::ApiGatewayV2::VpcLink/);
    assert.equal(await textOf(more['users/blocked.yaml']), blocked);
    const again = await convertAll({ files: 'all', apply: true });
    assert.equal(again.outcome, 'nothing', again.message);
    assert.match(again.message, /^Nothing can be converted: /);
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
