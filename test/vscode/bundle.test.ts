import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { test } from 'node:test';
import * as vm from 'node:vm';
import { build } from 'esbuild';
import type * as Core from '../../src/vscode/core';

// The files in dist are built by `npm run build`, and by `npm test` before its tests.

test('the extension asks for nothing but vscode and bundles of its own, so it runs where there is no Node', () => {
  // The simulator's is read by a command that a browser does not have.
  assert.deepEqual(requiredBy('dist/extension.js'), ['./core.js', './simulator-server.js', 'vscode']);
});

test('the simulator takes the engine from the core, and nothing from outside the extension', () => {
  const required = requiredBy('dist/simulator-server.js');
  assert.ok(required.includes('./core.js'));
  const foreign = required.filter((name) => name !== './core.js' && !name.startsWith('node:') && !isBuiltin(name));
  assert.deepEqual(foreign, []);
});

test('what is loaded with a window holds nothing of the core', async () => {
  const { metafile } = await build({
    ...{ bundle: true, write: false, metafile: true, platform: 'browser', logLevel: 'silent' },
    entryPoints: ['src/vscode/extension.ts'],
    external: ['vscode', './core', './simulator-server'],
    outfile: 'out.js',
  });
  const parts = Object.keys(metafile.inputs).map((file) => file.split('/').slice(0, 2).join('/'));
  assert.deepEqual([...new Set(parts)], ['src/vscode']);
});

test('the core finds the bridge with nothing but what a web worker has', () => {
  const module = { exports: {} as typeof Core };
  // A worker that was made of a blob: URL has an address that is no base of others.
  const location = { origin: 'https://example.com', pathname: 'https://example.com/1-2-3', search: '' };
  const worker = vm.createContext({
    ...{ TextEncoder, TextDecoder, URL, URLSearchParams, console, module, exports: module.exports },
    ...{ self: { location }, location },
  });
  vm.runInContext(readFileSync('dist/core.js', 'utf8'), worker);
  const service = module.exports.createService();
  service.setDocument('vscode-vfs://github/shop/template.yaml', readFileSync('media/sample/template.yaml', 'utf8'));
  const { findings, failures } = service.check('vscode-vfs://github/shop/template.yaml');
  assert.deepEqual([...failures], []);
  assert.ok(findings.some(({ rule }) => rule === 'nlb-bridge'));
});

function requiredBy(file: string): readonly string[] {
  const required = readFileSync(file, 'utf8').matchAll(/\brequire\(("[^"]*"|'[^']*')\)/g);
  return [...new Set([...required].map(([, name]) => name!.slice(1, -1)))].sort();
}
