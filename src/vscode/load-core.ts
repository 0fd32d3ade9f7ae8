import * as vscode from 'vscode';
import type * as core from './core';

/** What `core.ts` exports. */
export type Core = typeof core;

/**
 * Evaluates the core, which is a file beside the extension's own so that a window without templates pays nothing for it.
 * @throws Error when the file cannot be read, which is a broken installation.
 */
export function loadCore(extensionUri: vscode.Uri): Promise<Core> {
  return isWebWorker() ? fromFile(vscode.Uri.joinPath(extensionUri, 'dist', 'core.js')) : import('./core');
}

/** True in the extension host of a browser, such as vscode.dev, whose `require` knows nothing but `vscode`. */
export function isWebWorker(): boolean {
  return 'WorkerGlobalScope' in globalThis;
}

/** Loads a CommonJS file in the way in which that host has loaded this one. */
async function fromFile(file: vscode.Uri): Promise<Core> {
  const module = { exports: {} };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a file of this extension, not a text from elsewhere
  const run = new Function('module', 'exports', await textOf(file)) as (...args: unknown[]) => void;
  run(module, module.exports);
  return module.exports as Core;
}

/** Extensions of a browser are served over HTTP, which `workspace.fs` does not read. */
async function textOf(file: vscode.Uri): Promise<string> {
  if (!file.scheme.startsWith('http')) return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const response = await fetch(file.toString());
  if (!response.ok) throw new Error(`${file.toString()}: ${response.status} ${response.statusText}`);
  return response.text();
}
