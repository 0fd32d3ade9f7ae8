import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import * as vm from 'node:vm';
import { build, type BuildOptions, type Metafile, type PluginBuild } from 'esbuild';
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

/** Files named `X.browser.ts` stand in for `X.ts`. */
const standIns = {
  name: 'stand-ins',
  setup({ onResolve }: PluginBuild): void {
    onResolve({ filter: /^\.\/[\w-]+$/ }, ({ path: name, resolveDir }) => {
      const file = path.join(resolveDir, `${name}.browser.ts`);
      return existsSync(file) ? { path: file } : undefined;
    });
  },
};

test('the extension bundles for the browser, without the core, and asks for nothing but vscode', async () => {
  const { metafile } = await build({
    ...forBrowser,
    format: 'cjs',
    entryPoints: ['src/vscode/extension.ts'],
    outfile: 'out.js',
    plugins: [standIns],
  });
  assert.deepEqual(partsOf(metafile), ['src/vscode']);
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
  assert.deepEqual(partsOf(metafile), ['src/vscode']);
});

test('where there is no Node, the core is read through VS Code and finds the bridge', async () => {
  const core = await bundle({ format: 'cjs', entryPoints: ['src/vscode/core.ts'] });
  const loader = await bundle({ format: 'cjs', entryPoints: ['src/vscode/load-core.browser.ts'] });
  // Only what a web worker has; no process, Buffer or require but of `vscode`.
  const module = { exports: {} as { loadCore(): Promise<typeof Core> } };
  const read: string[] = [];
  const worker = vm.createContext({
    ...{ TextEncoder, TextDecoder, URL, URLSearchParams, console, module, exports: module.exports },
    require: (name: string) => (assert.equal(name, 'vscode'), vscodeWith(core, read)),
  });
  vm.runInContext(loader, worker);
  const { createService } = await module.exports.loadCore();
  assert.deepEqual(read, ['https://example.com/unbridge/dist/core.js']);
  const service = createService();
  service.setDocument('vscode-vfs://github/shop/template.yaml', readFileSync('media/sample/template.yaml', 'utf8'));
  const { findings, failures } = service.check('vscode-vfs://github/shop/template.yaml');
  assert.deepEqual([...failures], []);
  assert.ok(findings.some(({ rule }) => rule === 'nlb-bridge'));
});

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...forBrowser, ...options, outdir: 'out', write: false });
  const [file] = outputFiles;
  assert.ok(file);
  return file.text;
}

/** As much of the API as the loader needs, with one file to read. */
function vscodeWith(text: string, read: string[]): object {
  return {
    extensions: { getExtension: () => ({ extensionUri: 'https://example.com/unbridge' }) },
    Uri: { joinPath: (...parts: string[]) => parts.join('/') },
    workspace: {
      fs: {
        readFile: (uri: string) => {
          read.push(uri);
          return Promise.resolve(new TextEncoder().encode(text));
        },
      },
    },
  };
}

function partsOf(metafile: Metafile): string[] {
  const parts = Object.keys(metafile.inputs).map((file) => file.split('/').slice(0, 2).join('/'));
  return [...new Set(parts)];
}
