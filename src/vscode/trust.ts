import * as vscode from 'vscode';

/**
 * Why a change of these documents must not be made here, or `undefined` when it may. A window that is not trusted
 * changes only what is open in an editor, where the user sees it and decides about saving.
 */
export function refusal(uris: readonly string[], isTrusted = vscode.workspace.isTrusted): string | undefined {
  if (isTrusted) return undefined;
  const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
  const closed = uris.filter((uri) => !open.has(uri));
  if (closed.length === 0) return undefined;
  const names = closed.map((uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri))).join(', ');
  return `The change also touches ${names}. Open it in an editor, or trust this workspace, and try again.`;
}
