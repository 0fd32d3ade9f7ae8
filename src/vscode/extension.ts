import * as vscode from 'vscode';
import { views } from './ids';

/** Wires the extension: what VS Code calls when a template is opened or the Unbridge view is shown. */
export function activate(context: vscode.ExtensionContext): void {
  const empty: vscode.TreeDataProvider<never> = { getChildren: () => [], getTreeItem: (item) => item };
  context.subscriptions.push(vscode.window.registerTreeDataProvider(views.topology, empty));
}
