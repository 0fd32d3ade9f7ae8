import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TreeNode } from '../../src/vscode/tree';
import { closeAll, findings, openSample, openText, rangeOf, unbridge, until } from './editor';

describe('the topology tree', () => {
  afterEach(closeAll);

  it('leads from the API over the bridge to the target groups', async () => {
    const nodes = await sampleNodes();
    const path = pathTo(nodes, 'OrdersService');
    const kinds = path.map(({ view }) => view.node.kind);
    assert.deepEqual(
      kinds.filter((kind) => kind !== 'resource' && kind !== 'integration'),
      [
        'rest-api',
        'method',
        'vpc-link-v1',
        'nlb',
        'listener',
        'target-group',
        'alb',
        'listener',
        'rule',
        'target-group',
      ],
    );
  });

  it('has an icon, a tooltip and a label for each node, and every id once', async () => {
    const { tree } = await unbridge();
    const nodes = await sampleNodes();
    const items = await Promise.all(nodes.map(async (node) => tree.getTreeItem(node)));
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
    for (const item of items) {
      assert.ok(
        item.label && item.iconPath instanceof vscode.ThemeIcon && item.tooltip instanceof vscode.MarkdownString,
      );
    }
  });

  it('marks the nodes that something was found in', async () => {
    const { tree } = await unbridge();
    const nodes = await sampleNodes();
    const item = async (id: string): Promise<vscode.TreeItem> => {
      const node = nodes.find(({ view }) => view.node.logicalId === id);
      assert.ok(node, `no node ${id}`);
      return tree.getTreeItem(node);
    };
    assert.match((await item('BridgeLink')).resourceUri?.query ?? '', /^warning:\d+$/);
    assert.equal((await item('ShopAlb')).resourceUri?.query, '');
  });

  it('reveals the source of a node', async () => {
    const document = await openSample();
    const nodes = await sampleNodes();
    const node = nodes.find(({ view }) => view.node.logicalId === 'BridgeNlb');
    await vscode.commands.executeCommand('unbridge.reveal', node);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), document.uri.toString());
    assert.equal(editor?.selection.active.line, rangeOf(document, 'BridgeNlb:').start.line);
  });

  it('follows the active editor', async () => {
    const { tree } = await unbridge();
    await sampleNodes();
    await openText('AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n');
    await until('an empty tree', async () => (await tree.getChildren())?.length === 0);
    await openSample();
    await until('the tree again', async () => ((await tree.getChildren()) ?? []).length > 0);
  });

  it('is shown by its command', async () => {
    await openSample();
    await vscode.commands.executeCommand('unbridge.showTopology');
    await vscode.commands.executeCommand('unbridge.refresh');
    await sampleNodes();
  });
});

/** All nodes of the sample's tree, parents before children. */
async function sampleNodes(): Promise<TreeNode[]> {
  const { tree } = await unbridge();
  await findings(await openSample(), 'nlb-bridge');
  const roots = await until('the tree', async () => {
    const found = await tree.getChildren();
    return found?.length ? found : undefined;
  });
  const nodes: TreeNode[] = [];
  const collect = async (node: TreeNode): Promise<void> => {
    nodes.push(node);
    for (const child of (await tree.getChildren(node)) ?? []) await collect(child);
  };
  for (const root of roots) await collect(root);
  return nodes;
}

function pathTo(nodes: readonly TreeNode[], logicalId: string): TreeNode[] {
  const path: TreeNode[] = [];
  for (let at = nodes.find(({ view }) => view.node.logicalId === logicalId); at; at = at.parent) path.unshift(at);
  return path;
}
