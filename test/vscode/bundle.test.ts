import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as vm from 'node:vm';
import { build, type BuildOptions } from 'esbuild';
import type * as Core from '../../src/vscode/core';

/** As esbuild.js builds for vscode.dev, but into memory. */
const forBrowser = {
  bundle: true,
  write: false,
  metafile: true,
  platform: 'browser',
  target: 'es2022',
  external: ['vscode'],
  logLevel: 'silent',
  define: { global: 'globalThis' },
} as const satisfies BuildOptions;

test('the extension bundles for the browser and asks for nothing but vscode', async () => {
  const { metafile } = await build({
    ...forBrowser,
    format: 'cjs',
    entryPoints: ['src/vscode/extension.ts'],
    outfile: 'out.js',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  assert.deepEqual([...new Set(imports.filter(({ external }) => external).map(({ path }) => path))], ['vscode']);
});

test('what is loaded with a window holds nothing of the core', async () => {
  const { metafile } = await build({
    ...forBrowser,
    format: 'cjs',
    entryPoints: ['src/vscode/extension.ts'],
    external: ['vscode', './core'],
  });
  const parts = Object.keys(metafile.inputs).map((file) => file.split('/').slice(0, 2).join('/'));
  assert.deepEqual([...new Set(parts)], ['src/vscode']);
});

test('the core finds the bridge where there is no Node', async () => {
  const { outputFiles } = await build({
    ...forBrowser,
    format: 'iife',
    globalName: 'core',
    entryPoints: ['src/vscode/core.ts'],
  });
  // Only what a web worker has; no process, Buffer or require.
  const worker = vm.createContext({ TextEncoder, TextDecoder, URL, URLSearchParams, console });
  vm.runInContext(`${outputFiles[0]?.text}\nglobalThis.core = core;`, worker);
  const { createService } = worker['core'] as typeof Core;
  const service = createService();
  service.setDocument('vscode-vfs://github/shop/template.yaml', readFileSync('media/sample/template.yaml', 'utf8'));
  const { findings, failures } = service.check('vscode-vfs://github/shop/template.yaml');
  assert.deepEqual([...failures], []);
  assert.ok(findings.some(({ rule }) => rule === 'nlb-bridge'));
});
