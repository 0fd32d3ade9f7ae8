import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TreeNode } from '../../src/vscode/tree';
import { closeAll, findings, unbridge, until } from './editor';
import { nested, withFile } from '../harness/many-bridges';
import { removeFolder, writeFiles } from './workspace-folder';

describe('files that an open template refers to', () => {
  let round = 0;
  let folder = '';

  beforeEach(() => {
    round += 1;
    folder = `related-${round}`;
  });

  afterEach(async () => {
    await closeAll();
    await removeFolder(folder);
  });

  it('are read for a nested stack: the bridge that ends in it is found', async () => {
    const files = await writeFiles(folder, { 'root.yaml': nested.root, 'web.yaml': nested.web });
    const root = await open(files['root.yaml']);
    await findings(root, 'nlb-bridge');
    assert.deepEqual(vscode.languages.getDiagnostics(files['web.yaml']), [], 'only open templates have findings');
    assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === files['web.yaml'].toString()));
    const { tree } = await unbridge();
    await until('the ALB of the nested stack', async () => has(await tree.getChildren(), 'Alb'));
  });

  it('are read for exports, and the light bulb converts them unsaved and says which goes first', async () => {
    const files = await writeFiles(folder, {
      'platform.yaml': nested.web.replace(/Outputs:[^]*/, exportsOfWeb),
      'api.yaml': nested.root
        .replace(/ {2}Web:\n(?: {4}.*\n)+/, '')
        .replace('!GetAtt Web.Outputs.Link', '!ImportValue shop-link')
        .replace(/Uri: .*\n/, 'Uri: !Sub ["http://${Name}:80/orders", { Name: !ImportValue shop-nlb }]\n'),
    });
    const api = await open(files['api.yaml']);
    const [finding] = await findings(api, 'nlb-bridge');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      api.uri,
      finding?.range,
    );
    const command = actions.find(({ isPreferred }) => isPreferred)?.command;
    assert.ok(command, actions.map(({ title }) => title).join(', '));
    const [args] = command.arguments as [object];
    const result = await vscode.commands.executeCommand<{ outcome: string; message: string }>(command.command, {
      ...args,
      acceptDifferences: true,
    });
    assert.equal(result.outcome, 'converted', result.message);
    assert.match(
      result.message,
      /2 files changed, not saved yet: (api\.yaml and platform\.yaml|platform\.yaml and api\.yaml)\. Deploy platform\.yaml first: /,
    );
    const dirty = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString());
    assert.deepEqual(dirty.sort(), [files['api.yaml'].toString(), files['platform.yaml'].toString()]);
    const saved = await vscode.workspace.fs.readFile(files['platform.yaml']);
    assert.doesNotMatch(new TextDecoder().decode(saved), /ApiGatewayV2/, 'nothing is saved unasked');
  });

  it('are read for an API whose body is in an OpenAPI file', async () => {
    const files = await writeFiles(folder, { 'template.yaml': withFile.template, 'api.yaml': withFile.api });
    await open(files['template.yaml']);
    const { tree } = await unbridge();
    await until('the method in the file', async () => isThere(await tree.getChildren(), 'GET /orders'));
    const result = await vscode.commands.executeCommand<{ outcome: string; message: string }>('unbridge.convert', {
      acceptDifferences: true,
    });
    assert.equal(result.outcome, 'converted', result.message);
    const api = await vscode.workspace.openTextDocument(files['api.yaml']);
    assert.match(api.getText(), /integrationTarget:\n {10}Ref: Alb\n/);
  });

  it('are kept fresh, and convert together with the template that is open', async () => {
    const files = await writeFiles(folder, { 'root.yaml': nested.root });
    const root = await open(files['root.yaml']);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(bridgesIn(root), []);
    await writeFiles(folder, { 'web.yaml': nested.web });
    await findings(root, 'nlb-bridge');
    const result = await vscode.commands.executeCommand<{ outcome: string; message: string }>('unbridge.convert', {
      acceptDifferences: true,
    });
    assert.equal(result.outcome, 'converted', result.message);
    const web = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(files['root.yaml'], '../web.yaml'));
    assert.match(root.getText(), /ConnectionId: !GetAtt Web\.Outputs\.LinkV2Id/);
    assert.match(web.getText(), /Type: AWS::ApiGatewayV2::VpcLink/);
  });

  it('are forgotten when they go', async () => {
    const files = await writeFiles(folder, { 'root.yaml': nested.root, 'web.yaml': nested.web });
    const root = await open(files['root.yaml']);
    await findings(root, 'nlb-bridge');
    await vscode.workspace.fs.delete(files['web.yaml']);
    await until('no bridge', () => bridgesIn(root).length === 0);
  });
});

const exportsOfWeb = `Outputs:
  Link: { Value: !Ref Link, Export: { Name: shop-link } }
  NlbName: { Value: !GetAtt Nlb.DNSName, Export: { Name: shop-nlb } }
`;

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return document;
}

function bridgesIn(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ code }) => typeof code === 'object' && code.value === 'nlb-bridge');
}

function isThere(nodes: readonly TreeNode[] | null | undefined, label: string): boolean {
  return (nodes ?? []).some((node) => node.view.node.label === label || isThere(node.children, label));
}

function has(nodes: readonly TreeNode[] | null | undefined, logicalId: string): boolean {
  return (nodes ?? []).some((node) => node.view.node.logicalId === logicalId || has(node.children, logicalId));
}
