import * as vscode from 'vscode';
import { isWork } from './candidate';
import type { TemplateDocuments } from './documents';
import { contexts } from './ids';

/** The template that tree, status and commands speak of: the one in the active editor. */
export interface ActiveTemplate extends vscode.Disposable {
  readonly uri: vscode.Uri | undefined;
  /** Another template is active, or none. */
  readonly onDidChange: vscode.Event<vscode.Uri | undefined>;
  /** The active template's open document, if any. */
  document(): vscode.TextDocument | undefined;
}

/**
 * Follows the active editor. While something that is no text of the user's work has the focus (a panel, a view, one
 * of our own pages), the last template stays active, so that it can be looked at beside them.
 */
export function followActiveTemplate(documents: TemplateDocuments): ActiveTemplate {
  const changed = new vscode.EventEmitter<vscode.Uri | undefined>();
  let current: vscode.Uri | undefined;

  const set = (uri: vscode.Uri | undefined): void => {
    if (current?.toString() === uri?.toString()) return;
    current = uri;
    void vscode.commands.executeCommand('setContext', contexts.hasTemplate, uri !== undefined);
    changed.fire(uri);
  };

  const follow = (editor: vscode.TextEditor | undefined): void => {
    if (!editor || !isWork(editor.document)) return;
    set(documents.isTemplate(editor.document.uri) ? editor.document.uri : undefined);
  };

  const listeners = [
    vscode.window.onDidChangeActiveTextEditor(follow),
    documents.onDidUpdate((uri) => {
      if (vscode.window.activeTextEditor?.document.uri.toString() === uri) follow(vscode.window.activeTextEditor);
    }),
    documents.onDidForget((uri) => {
      if (uri === current?.toString()) set(undefined);
    }),
  ];

  return {
    get uri() {
      return current;
    },
    onDidChange: changed.event,
    document: () => vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === current?.toString()),
    dispose() {
      vscode.Disposable.from(...listeners, changed).dispose();
    },
  };
}
