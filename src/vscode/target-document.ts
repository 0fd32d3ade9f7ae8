import * as vscode from 'vscode';
import type { ActiveTemplate } from './active-template';

/** The document that a command is about: the one it was given, else the active editor's, else the last active template. */
export async function targetDocument(
  active: ActiveTemplate,
  given: vscode.Uri | string | undefined,
): Promise<vscode.TextDocument | undefined> {
  if (given !== undefined) {
    return vscode.workspace.openTextDocument(typeof given === 'string' ? vscode.Uri.parse(given) : given);
  }
  return active.document() ?? vscode.window.activeTextEditor?.document;
}
