#!/usr/bin/env node
// `npm test`: everything, from a fresh clone. The last line is `N passed, N failed, N skipped`.
//   npm test -- PART…      only these parts: checks (types, lint, format), unit, extension, browser
//   npm test -- --grep X   only the tests whose name matches the regular expression X
'use strict';
const path = require('node:path');
const { spawn } = require('node:child_process');
const { parseArgs } = require('node:util');
const { ensureInstalled } = require('../scripts/install');

const root = path.join(__dirname, '..');
const parts = ['checks', 'unit', 'extension', 'browser'];

/** What each stage came to, in the order they ran. */
const outcomes = [];

async function main() {
  const { grep, wanted } = readArguments();
  if (!(await stage('install', () => void ensureInstalled(), { silentSuccess: true }))) return;
  if (!(await stage('build', () => program('esbuild.js', '--tests')))) return;
  // Fetching the editor is waiting for the network, so it goes on behind the checks.
  const editor = wanted.has('extension') || wanted.has('browser') ? prepareEditor() : undefined;
  const localStack = wanted.has('unit') && grep === undefined ? prepareLocalStack() : undefined;
  if (wanted.has('checks')) {
    await stage('types', () => types());
    await stage('rule table', () => program('scripts/rules.js', '--check'));
    await stage('lint', () => program('node_modules/eslint/bin/eslint.js', '.'));
    await stage('format', () => program('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'));
  }
  await localStack;
  if (wanted.has('unit')) await stage('unit', () => require('./harness/unit').runUnitTests({ grep }));
  await editor;
  if (wanted.has('extension')) {
    const { runExtensionTests } = require('./harness/vscode/extension-tests');
    await stage('extension host', () => runExtensionTests({ grep, log }));
  }
  if (wanted.has('browser')) await browserStages(grep);
}

async function browserStages(grep) {
  const vsix = path.join(root, 'out/unbridge.vsix');
  const { packageExtension } = require('../scripts/package');
  const packed = await stage('package', () => {
    console.log(`${(packageExtension(vsix) / 1000).toFixed(1)} kB`);
  });
  if (!packed) return;
  const { runBrowserTests } = require('./harness/vscode/browser-tests');
  await stage('browser', () => runBrowserTests({ grep, log, vsix }));
}

/**
 * Runs one stage and keeps its counts; a stage without counts of its own is one test.
 * Resolves to whether nothing failed.
 */
async function stage(name, work, { silentSuccess = false } = {}) {
  if (!silentSuccess) console.log(`\n── ${name} ${'─'.repeat(Math.max(3, 70 - name.length))}`);
  const started = performance.now();
  let counts;
  try {
    counts = (await work()) ?? { passed: silentSuccess ? 0 : 1, failed: 0, skipped: 0 };
  } catch (error) {
    const isSkip = error.name === 'NoEditor';
    counts = { passed: 0, failed: isSkip ? 0 : 1, skipped: isSkip ? 1 : 0, why: error.message };
    console.log(isSkip ? `skipped: ${error.message}` : error.stackless ? error.message : error.stack);
  }
  const seconds = (performance.now() - started) / 1000;
  outcomes.push({ name, ...counts, seconds });
  if (!silentSuccess || counts.failed > 0) console.log(`${name}: ${sentence(counts)} (${seconds.toFixed(1)} s)`);
  return counts.failed === 0;
}

/** Runs a script with this Node; rejects when its exit code is not 0. It has printed the reason itself. */
function program(...args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(Object.assign(new Error(`node ${args.join(' ')} ended with ${code}`), { stackless: true }));
    });
  });
}

async function types() {
  await program('node_modules/typescript/bin/tsc', '-p', '.');
  await program('node_modules/typescript/bin/tsc', '-p', 'src/webview');
}

/** Installs what the editor stages need; they find out for themselves, and say it, when this could not be done. */
async function prepareEditor() {
  const { ensureBrowserEditor } = require('./harness/vscode/extension-tests');
  await ensureBrowserEditor(log).catch(() => {});
}

/** Installs LocalStack for the tests of `serve --engine localstack`; they skip themselves, with the reason, without it. */
async function prepareLocalStack() {
  const { ensureLocalStack } = require('./harness/localstack/install');
  await ensureLocalStack(log).catch(() => {});
}

function readArguments() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
  const unknown = positionals.filter((part) => !parts.includes(part));
  if (unknown.length > 0) {
    console.error(`npm test: no part "${unknown.join('", "')}"; there are ${parts.join(', ')}`);
    process.exit(2);
  }
  // A name selects tests, not checks.
  const all = values.grep === undefined ? parts : parts.filter((part) => part !== 'checks');
  return { grep: values.grep, wanted: new Set(positionals.length > 0 ? positionals : all) };
}

function log(line) {
  console.log(line);
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Says at the very end, where nobody can miss it, which whole stage did not run. */
function report() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  console.log('');
  for (const outcome of outcomes) {
    for (const kind of Object.keys(total)) total[kind] += outcome[kind];
    if (outcome.skipped > 0 && outcome.why !== undefined) {
      console.log(`!!! SKIPPED: the whole stage "${outcome.name}" did not run: ${outcome.why}`);
      if (process.env.GITHUB_ACTIONS) console.log(`::warning::stage "${outcome.name}" skipped: ${outcome.why}`);
    }
    if (outcome.failed > 0) console.log(`FAILED: ${outcome.name}`);
  }
  console.log(sentence(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

main()
  .catch((error) => {
    console.error(error);
    outcomes.push({ name: 'test run', passed: 0, failed: 1, skipped: 0 });
  })
  .then(report);
