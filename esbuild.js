#!/usr/bin/env node
// Builds everything that runs: `node esbuild.js [TARGET…] [--tests] [--production] [--watch]`.
// Without a target it builds extension, simulator, cli and webview; `--tests` adds the test bundles.
// All messages go to stderr, so that `npm run conformance -- --format json` keeps stdout to itself.
'use strict';
const esbuild = require('esbuild');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { sharedEngine, usedParts } = require('./scripts/simulator-bundle');

const root = __dirname;
const manifest = require('./package.json');
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** Packages that tests load from node_modules instead of bundling, and that no shipped bundle may hold. */
const developmentPackages = Object.keys(manifest.devDependencies);

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none', // scripts/notices.js writes the licences of what the metafiles name
  logLevel: 'warning',
  target: 'es2022',
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's main file is UMD, whose requires no bundler follows; its ES module bundles.
  mainFields: ['module', 'main'],
  external: ['vscode', ...developmentPackages],
};

/** @type {import('esbuild').BuildOptions} */
const test = { ...node, minify: false, sourcemap: 'linked' };

/** Every file under `folder` whose path (with forward slashes) satisfies `wanted`, sorted. */
function find(folder, wanted) {
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .map((name) => path.posix.join(folder, String(name).split(path.sep).join('/')))
    .filter(wanted)
    .sort();
}

/** Entry files mapped to output names without extension, as esbuild wants them. */
function entries(files, from) {
  return Object.fromEntries(files.map((file) => [path.posix.relative(from, file).replace(/\.ts$/, ''), file]));
}

const unitTests = () => find('test', (file) => file.endsWith('.test.ts') && !/^test\/(extension|browser)\//.test(file));
const hostTests = () => find('test/extension', (file) => file.endsWith('.test.ts'));
const browserTests = () => find('test/browser', (file) => file.endsWith('.test.ts'));
/** A script of the webview is a file straight in src/webview that ends in `.main.ts`, or src/webview/<panel>/main.ts. */
const webviewEntries = () =>
  find('src/webview', (file) => /^src\/webview\/(?:[^/]+\.main|[^/]+\/main)\.ts$/.test(file));

/** Leaves `import('./<name>')` to run time: what it names is a bundle of its own, read only when it is needed. */
const apart = (name) => ({
  name: `${name}-apart`,
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^\\./${name}$`) }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: `./${name}.js`, external: true } : undefined,
    );
  },
});

/** One function per target; each gives the options of one build, or nothing when it has no files yet. */
const targets = {
  // One extension for the desktop and for the web worker of vscode.dev, so nothing in it may need Node. The core is a
  // file of its own, read when the first template is open: a window without one pays nothing for it.
  extension: () => ({
    ...common,
    platform: 'browser',
    format: 'cjs',
    external: ['vscode'],
    entryPoints: { extension: 'src/vscode/extension.ts', core: 'src/vscode/core.ts' },
    outdir: 'dist',
    // @cfworker/json-schema makes a URL of `self.location` when it is loaded, which throws in the worker's blob: address.
    define: { global: 'globalThis', self: 'undefined' },
    supported: { 'dynamic-import': false }, // becomes a lazy require, which every extension host knows
    plugins: [apart('core'), apart('simulator-server')],
  }),
  // The live simulator of the extension, for the desktop only: sockets need Node.
  simulator: () => ({
    ...node,
    external: ['vscode'],
    entryPoints: { 'simulator-server': 'src/vscode/simulator/simulator-server.ts' },
    outdir: 'dist',
    plugins: [sharedEngine, usedParts],
  }),
  cli: () => ({
    ...node,
    // `cli.js` starts `main.js` with compiled code. Sockets, certificates and express are read only by `unbridge serve`.
    // What starts LocalStack is read only by `unbridge serve --engine localstack`.
    entryPoints: {
      cli: 'src/cli/start.ts',
      main: 'src/cli/main.ts',
      serve: 'src/cli/commands/serve.ts',
      localstack: 'src/cli/commands/localstack.ts',
    },
    outdir: 'dist',
    supported: { 'dynamic-import': false },
    plugins: [apart('serve'), apart('localstack')],
  }),
  webview: () => {
    const files = webviewEntries();
    if (files.length === 0) return undefined;
    const names = files.map((file) => [
      path.basename(file.replace(/\/main\.ts$/, '').replace(/\.main\.ts$/, '')),
      file,
    ]);
    return {
      ...common,
      platform: 'browser',
      format: 'iife',
      entryPoints: Object.fromEntries(names),
      outdir: 'dist/webview',
    };
  },
  tests: () => ({ ...test, entryPoints: entries(unitTests(), 'test'), outdir: 'out/test' }),
  'extension-tests': () => ({
    ...test,
    entryPoints: entries(['test/extension/index.ts', ...hostTests()], 'test/extension'),
    outdir: 'out/extension',
  }),
  'browser-tests': () => ({
    ...test,
    stdin: {
      contents: [
        ...browserTests().map((file) => `import './${file}';`),
        `import { runScenarios } from './test/harness/vscode/scenario';`,
        `runScenarios();`,
      ].join('\n'),
      resolveDir: root,
      sourcefile: 'browser-tests.ts',
      loader: 'ts',
    },
    outfile: 'out/browser/index.js',
  }),
  conformance: () => ({ ...test, entryPoints: ['test/conformance/run.ts'], outfile: 'out/conformance.js' }),
  corpus: () => ({ ...test, entryPoints: ['test/corpus/run.ts'], outfile: 'out/corpus.js' }),
  bench: () => ({
    ...test,
    entryPoints: entries(
      find('bench', (file) => file.endsWith('.ts')),
      'bench',
    ),
    outdir: 'out/bench',
  }),
};

const shipped = ['extension', 'simulator', 'cli', 'webview'];
const tests = ['tests', 'extension-tests', 'browser-tests'];

async function main() {
  const named = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
  const wanted = [...(named.length > 0 ? named : shipped), ...(process.argv.includes('--tests') ? tests : [])];
  const unknown = wanted.filter((name) => !(name in targets));
  if (unknown.length > 0) {
    console.error(`esbuild.js: no target "${unknown.join('", "')}"; there are ${Object.keys(targets).join(', ')}`);
    process.exit(2);
  }
  const started = performance.now();
  const results = await Promise.allSettled(wanted.map((name) => build(name)));
  // esbuild has printed the errors of a failed build itself; anything else is a fault of this script.
  for (const result of results) {
    if (result.status === 'rejected' && !result.reason?.errors) console.error(result.reason);
  }
  if (results.some((result) => result.status === 'rejected')) {
    console.error('build failed');
    process.exit(1);
  }
  if (!watch) console.error(`built ${wanted.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function build(name) {
  const options = targets[name]();
  if (options === undefined) return;
  if (watch) {
    const context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), announce(name)] });
    await context.watch();
    return;
  }
  const { metafile } = await esbuild.build(options);
  // Several targets write straight into dist; every other folder belongs to one.
  if (options.outdir !== undefined && options.outdir !== 'dist') removeStale(options.outdir, metafile);
  if (name === 'cli') finishCli();
  if (production) {
    fs.mkdirSync(path.join(root, 'out/meta'), { recursive: true });
    fs.writeFileSync(path.join(root, `out/meta/${name}.json`), JSON.stringify(metafile));
  }
}

/** `dist/cli.js` is run by its name, and finds the compiled code of `dist/main.js` beside it. */
function finishCli() {
  const program = path.join(root, 'dist/cli.js');
  fs.writeFileSync(program, `#!/usr/bin/env node\n${fs.readFileSync(program, 'utf8')}`);
  fs.chmodSync(program, 0o755);
  const { status, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts/code-cache.js')], {
    encoding: 'utf8',
  });
  // Only speed is lost without it.
  if (status !== 0) console.error(`dist/main.js was not compiled ahead of time: ${stderr}`);
}

/** A renamed test must not leave its old bundle behind to be run again. */
function removeStale(folder, { outputs }) {
  for (const file of find(folder, (name) => /\.js(\.map)?$/.test(name))) {
    if (!(file in outputs)) fs.rmSync(path.join(root, file));
  }
}

/** Tells the task in .vscode/tasks.json when a rebuild starts and ends. */
function announce(name) {
  return {
    name: 'announce',
    setup(context) {
      context.onStart(() => console.error(`[watch] ${name}: build started`));
      context.onEnd(({ errors }) => console.error(`[watch] ${name}: build finished, ${errors.length} errors`));
    },
  };
}

void main();
