import * as vscode from 'vscode';
import type { FindingView, TreeView } from '../service';
import type { ActiveTemplate } from './active-template';
import type { Checks } from './checks';
import { countBridges } from './count-bridges';
import { nodeUri } from './decorations';
import type { EngineSource } from './engine';
import { fileName } from './file-name';
import { guarded, type Log } from './guard';
import { commands, views } from './ids';
import { findingsOf, type NodeSurroundings } from './node-findings';
import { nodeLooks } from './node-kinds';
import { chooseUnfolded } from './unfold';

/** A node of the tree, as commands on it receive it. */
export interface TreeNode {
  readonly view: TreeView;
  readonly parent: TreeNode | undefined;
  /** Made when the node is unfolded. */
  readonly children: readonly TreeNode[];
  /** The template that the tree was drawn for. */
  readonly uri: string;
  /** What was found in the resource that the node stands for. */
  readonly findings: readonly FindingView[];
}

/** The tree "Topology" of the active template, from API to target. */
export interface TopologyTree extends vscode.Disposable {
  readonly provider: vscode.TreeDataProvider<TreeNode>;
  readonly onDidDraw: vscode.Event<readonly TreeNode[]>;
}

/** So many nodes are still read at a glance. */
const unfoldedUpTo = 60;

/** Shows the tree of the active template and keeps it up to date; draws nothing before a template is active. */
export function showTree(active: ActiveTemplate, checks: Checks, engine: EngineSource, log: Log): TopologyTree {
  const changed = new vscode.EventEmitter<void>();
  const drawn = new vscode.EventEmitter<readonly TreeNode[]>();
  let roots: readonly TreeNode[] | undefined;
  let unfolded: ReadonlySet<string> = new Set();

  const draw = (): readonly TreeNode[] => {
    const uri = active.uri?.toString();
    const { service, keysTo } = engine.loaded ?? {};
    if (uri === undefined || !keysTo || !service?.document(uri)) return [];
    const trees = guarded(log, 'Drawing the topology', () => service.tree(uri), []);
    const surroundings: NodeSurroundings = {
      findings: (of) => checks.latest(of)?.findings ?? [],
      keysTo({ uri: of, range }) {
        const document = service.document(of);
        return document ? keysTo(document, range) : [];
      },
    };
    unfolded = chooseUnfolded(trees, unfoldedUpTo);
    return trees.map((view) => toNode(view, undefined, uri, surroundings));
  };

  const provider: vscode.TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: changed.event,
    getChildren(node) {
      if (node) return [...node.children];
      if (!roots) {
        roots = draw();
        drawn.fire(roots);
      }
      return [...roots];
    },
    getParent: (node) => node.parent,
    getTreeItem: (node) => toItem(node, unfolded),
  };

  const view = vscode.window.createTreeView(views.topology, { treeDataProvider: provider, showCollapseAll: true });
  const redraw = (): void => {
    roots = undefined;
    const uri = active.uri;
    const bridges = countBridges(uri && checks.latest(uri.toString()));
    view.badge =
      bridges > 0 ? { value: bridges, tooltip: `${bridges} NLB bridge${bridges === 1 ? '' : 's'}` } : undefined;
    view.description = uri ? fileName(uri.toString()) : '';
    changed.fire();
  };
  const listeners = [active.onDidChange(redraw), checks.onDidCheck(redraw), checks.onDidClear(redraw)];
  return {
    provider,
    onDidDraw: drawn.event,
    dispose() {
      vscode.Disposable.from(view, ...listeners, changed, drawn).dispose();
    },
  };
}

function toNode(view: TreeView, parent: TreeNode | undefined, uri: string, surroundings: NodeSurroundings): TreeNode {
  let children: readonly TreeNode[] | undefined;
  const node: TreeNode = {
    view,
    parent,
    uri,
    findings: findingsOf(view, ownersOf(parent), surroundings),
    get children() {
      return (children ??= view.children.map((child) => toNode(child, node, uri, surroundings)));
    },
  };
  return node;
}

function ownersOf(node: TreeNode | undefined): readonly string[] {
  return node ? [node.view.node.logicalId, ...ownersOf(node.parent)] : [];
}

function toItem(node: TreeNode, unfolded: ReadonlySet<string>): vscode.TreeItem {
  const { view } = node;
  const look = nodeLooks[view.node.kind];
  const item = new vscode.TreeItem(view.node.label, foldOf(node, unfolded));
  item.id = view.key;
  if (view.description) item.description = view.description;
  item.iconPath = new vscode.ThemeIcon(
    look.icon,
    look.color === undefined ? undefined : new vscode.ThemeColor(look.color),
  );
  item.tooltip = tooltipOf(node);
  item.contextValue = view.node.location ? `${view.node.kind} located` : view.node.kind;
  item.resourceUri = nodeUri(node);
  item.accessibilityInformation = { label: [look.name, view.node.label, view.description].filter(Boolean).join(', ') };
  if (view.node.location) item.command = { command: commands.reveal, title: 'Reveal in Template', arguments: [node] };
  return item;
}

function foldOf({ view }: TreeNode, unfolded: ReadonlySet<string>): vscode.TreeItemCollapsibleState {
  if (view.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  const open =
    unfolded.has(view.key) ||
    view.node.kind === 'rest-api' ||
    view.node.kind === 'http-api' ||
    view.node.kind === 'websocket-api' ||
    view.node.kind === 'stage' ||
    view.node.kind === 'resource';
  return open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function tooltipOf({ view, findings }: TreeNode): vscode.MarkdownString {
  const text = new vscode.MarkdownString(`**${nodeLooks[view.node.kind].name}** `);
  text.appendText(view.node.logicalId || view.node.label);
  if (view.description) text.appendMarkdown('\n\n').appendText(view.description);
  if (view.node.constructPath) text.appendMarkdown('\n\nCDK: ').appendText(view.node.constructPath);
  for (const { message } of findings) text.appendMarkdown('\n\n- ').appendText(message);
  return text;
}
