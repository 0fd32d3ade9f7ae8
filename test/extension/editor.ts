import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Exports } from '../../src/vscode/extension';

/** How long anything may take to come true, in milliseconds: the machine may be busy with other tests. */
const patience = 15_000;

/** The activated extension. */
export async function unbridge(): Promise<Exports> {
  const extension = vscode.extensions.getExtension<Exports>('unbridge.unbridge');
  assert.ok(extension, 'unbridge.unbridge is not installed');
  return extension.activate();
}

/** Opens the sample of the test workspace in an editor. */
export async function openSample(): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the tests need their workspace');
  const uri = vscode.Uri.joinPath(folder.uri, 'template.yaml');
  const saved = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const document = await vscode.workspace.openTextDocument(uri);
  // What the last test typed may still be on its way out.
  await until('the sample as it was saved', () => document.getText() === saved);
  return show(document);
}

/** Opens a text as a document that was never saved. */
export async function openText(content: string, language = 'yaml'): Promise<vscode.TextDocument> {
  return show(await vscode.workspace.openTextDocument({ content, language }));
}

/** Drops every change and closes every editor, so that the next test starts as the first did. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('notifications.clearAll');
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Waits until `look` gives something, and gives it. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (let waited = 0; waited < patience; waited += 25) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** The diagnostics of Unbridge for a document, optionally those of one rule. */
export function diagnosticsOf({ uri }: vscode.TextDocument, rule?: string): vscode.Diagnostic[] {
  const ours = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Unbridge');
  return rule === undefined ? ours : ours.filter((diagnostic) => ruleOf(diagnostic) === rule);
}

/** The rule that a diagnostic names. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits for findings of a rule. */
export function findings(document: vscode.TextDocument, rule: string): Promise<vscode.Diagnostic[]> {
  return until(`findings of ${rule}`, () => {
    const found = diagnosticsOf(document, rule);
    return found.length > 0 && found;
  });
}

/** The range of the first place in a document that holds `text`. */
export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0, `the document does not hold "${text}"`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** Replaces the first place that holds `old`, as typing would. */
export async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, old), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

async function show(document: vscode.TextDocument): Promise<vscode.TextDocument> {
  await vscode.window.showTextDocument(document);
  return document;
}
