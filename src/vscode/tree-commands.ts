import * as vscode from 'vscode';
import type { TemplateDocuments } from './documents';
import type { EngineSource } from './engine';
import { type Log, registerCommand } from './guard';
import { commands, views } from './ids';
import { reveal } from './reveal';
import type { TreeNode } from './tree';

/** Registers what can be done with the tree: show it, read everything again, go to the line of a node. */
export function registerTreeCommands(documents: TemplateDocuments, engine: EngineSource, log: Log): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(log, commands.showTopology, () => vscode.commands.executeCommand(`${views.topology}.focus`)),
    registerCommand(log, commands.refresh, () => documents.refresh()),
    registerCommand(log, commands.reveal, async (node?: TreeNode) => {
      const location = node?.view.node.location;
      if (location) await reveal((await engine()).service, location);
    }),
  );
}
