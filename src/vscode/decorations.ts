import * as vscode from 'vscode';
import type { FindingView } from '../service';
import { severityOf } from './config';
import type { TopologyTree, TreeNode } from './tree';

const scheme = 'unbridge-node';

/** The address under which a node of the tree is decorated. It carries the decoration, so that equal ones need no look-up. */
export function nodeUri({ view, findings }: TreeNode): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${view.key}`, query: queryOf(findings) });
}

/** Puts a badge on the nodes of the tree that something was found in. */
export function decorateTree(tree: TopologyTree): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  return vscode.Disposable.from(
    changed,
    tree.onDidDraw(() => changed.fire(undefined)),
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration: (uri) => (uri.scheme === scheme ? toDecoration(uri.query) : undefined),
    }),
  );
}

type Level = 'error' | 'warning';

/** `warning:2` and the like; empty where nothing weighs enough to be marked. */
function queryOf(findings: readonly FindingView[]): string {
  const severities = findings.map(({ rule, severity }) => severityOf(rule, severity));
  const count = severities.filter((severity) => severity === 'error' || severity === 'warning').length;
  if (count === 0) return '';
  const level: Level = severities.includes('error') ? 'error' : 'warning';
  return `${level}:${count}`;
}

function toDecoration(query: string): vscode.FileDecoration | undefined {
  const [level, count] = query.split(':');
  if (level === undefined || count === undefined) return undefined;
  const color = level === 'error' ? 'list.errorForeground' : 'list.warningForeground';
  const badge = Number(count) > 9 ? '9+' : count;
  return new vscode.FileDecoration(badge, `${count} finding${count === '1' ? '' : 's'}`, new vscode.ThemeColor(color));
}
