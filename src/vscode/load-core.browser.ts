import * as vscode from 'vscode';
import type * as Core from './core';
import { extensionId } from './ids';

/**
 * Stands in for `load-core.ts` in a web worker, whose `require` knows nothing but `vscode`: there is one core for both,
 * read through VS Code and evaluated as VS Code evaluates the extension itself.
 * https://code.visualstudio.com/api/extension-guides/web-extensions
 */
export async function loadCore(): Promise<typeof Core> {
  const { extensionUri } = vscode.extensions.getExtension(extensionId)!;
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'core.js'));
  const module = { exports: {} };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- our own file, packed with the extension
  const evaluate = new Function('module', 'exports', new TextDecoder().decode(bytes)) as Evaluate;
  evaluate(module, module.exports);
  return module.exports as typeof Core;
}

type Evaluate = (module: { exports: object }, exports: object) => void;
