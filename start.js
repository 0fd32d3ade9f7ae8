#!/usr/bin/env node
// `npm start`: builds what is needed, shows a tour in the terminal, then opens an editor on the sample template.
//   npm start -- --no-editor   stops after the tour
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { ensureInstalled } = require('./scripts/install');

const root = __dirname;

async function main() {
  ensureInstalled();
  node('esbuild.js');
  node('dist/cli.js', 'tour', 'media/sample/template.yaml');
  console.log('\nIn this folder, "unbridge" is "node dist/cli.js".');
  if (process.argv.includes('--no-editor')) return;
  const sample = copySample();
  const opened = openDesktop(sample) || (await openInBrowser(sample));
  if (!opened) console.log('That was the tour. To see more, install VS Code and run `npm start` again.');
}

/** Runs one of our scripts to its end; its own words say what went wrong. */
function node(...args) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${error?.message ?? status}`);
}

/** A copy, so that trying the quick fixes leaves the repository as it is. */
function copySample() {
  const copy = path.join(root, 'out/sample');
  fs.rmSync(copy, { recursive: true, force: true });
  fs.cpSync(path.join(root, 'media/sample'), copy, { recursive: true });
  return copy;
}

/** Opens the desktop VS Code with the extension from this folder; gives whether there was one to open. */
function openDesktop(sample) {
  const template = path.join(sample, 'template.yaml');
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, sample, '--goto', template];
  const windows = process.platform === 'win32';
  const { status } = spawnSync('code', windows ? args.map((arg) => `"${arg}"`) : args, {
    stdio: 'ignore',
    shell: windows,
  });
  if (status !== 0) return false;
  console.log('\nVS Code opens on a copy of the sample, with Unbridge loaded from this folder.');
  return true;
}

/** Serves VS Code to the browser until Ctrl+C; gives false, and says why, where that cannot be had. */
async function openInBrowser(sample) {
  const { ensureCodeServer } = require('./test/harness/vscode/code-server');
  const { createProfile, installExtension, startServer } = require('./test/harness/vscode/server');
  const { packageExtension } = require('./scripts/package');
  const editor = await ensureCodeServer((line) => console.log(line)).catch((error) => {
    console.log(
      `\nThe command "code" is not on PATH, and there is no VS Code for the browser either: ${error.message}`,
    );
  });
  if (editor === undefined) return false;
  const vsix = path.join(root, 'out/unbridge.vsix');
  packageExtension(vsix);
  const profile = createProfile({ 'files.autoSave': 'off' });
  try {
    installExtension(editor, profile, vsix);
    const server = await startServer(editor, profile);
    const address = server.url(sample, { payload: JSON.stringify([['openFile', openFile(server, sample)]]) });
    console.log(`\nVS Code with Unbridge is open on a copy of the sample. In your browser, open\n\n  ${address}\n`);
    console.log('Ctrl+C ends it.');
    await interrupted();
    await server.stop();
  } finally {
    profile.remove();
  }
  return true;
}

/** The workbench opens this file at once, as `code FILE` would. */
function openFile(server, sample) {
  return `vscode-remote://127.0.0.1:${server.port}${path.join(sample, 'template.yaml')}`;
}

function interrupted() {
  return new Promise((resolve) => {
    // A socket keeps the process alive already; the signals alone would not.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
