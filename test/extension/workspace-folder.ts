import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

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

/** Remembers the sample of the workspace, for tests that convert everything; the function it gives puts it back. */
export async function keepSample(): Promise<() => Promise<void>> {
  const uri = vscode.Uri.joinPath(folder('.'), 'template.yaml');
  const bytes = await vscode.workspace.fs.readFile(uri);
  return async () => {
    await vscode.workspace.fs.writeFile(uri, bytes);
  };
}
