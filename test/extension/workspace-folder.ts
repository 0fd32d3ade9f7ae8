import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './editor';

/** Writes files into a folder of the test workspace; gives their addresses. Undone by `removeFolder`. */
export async function writeFiles<T extends string>(
  name: string,
  files: Readonly<Record<T, string>>,
): Promise<Record<T, vscode.Uri>> {
  const result = {} as Record<T, vscode.Uri>;
  for (const [file, text] of Object.entries<string>(files)) {
    const uri = vscode.Uri.joinPath(folder(name), file);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    result[file as T] = uri;
  }
  return result;
}

/** Removes such a folder with all that is in it. */
export async function removeFolder(name: string): Promise<void> {
  await vscode.workspace.fs.delete(folder(name), { recursive: true });
}

function folder(name: string): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'the tests need their workspace');
  return vscode.Uri.joinPath(first.uri, name);
}

/**
 * Puts the sample of the workspace as it ships, whatever another test may have saved, for tests that convert everything;
 * the function it gives does so once more.
 */
export async function keepSample(): Promise<() => Promise<void>> {
  const extension = vscode.extensions.getExtension('unbridge.unbridge');
  assert.ok(extension, 'unbridge.unbridge is not installed');
  const shipped = vscode.Uri.joinPath(extension.extensionUri, 'media/sample/template.yaml');
  const bytes = await vscode.workspace.fs.readFile(shipped);
  const uri = vscode.Uri.joinPath(folder('.'), 'template.yaml');
  const text = new TextDecoder().decode(bytes);
  const put = async (): Promise<void> => {
    await vscode.workspace.fs.writeFile(uri, bytes);
    // VS Code keeps a document for a while after its editor was closed, and reads it again in its own time.
    await until('the sample as it ships', () => {
      const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
      return !open || open.getText() === text;
    });
  };
  await put();
  return put;
}
