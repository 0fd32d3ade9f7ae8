// Packs the extension: `node scripts/package.js [FILE]` writes unbridge.vsix and refuses one that has grown too big.
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { writeNotices } = require('./notices');

const root = path.join(__dirname, '..');
const limit = 600 * 1000;

/** Builds for production and packs; returns the size in bytes. Throws when a step fails or the file is too big. */
function packageExtension(file = path.join(root, 'unbridge.vsix')) {
  node('esbuild.js', 'extension', 'simulator', 'webview', '--production');
  writeNotices(['extension', 'simulator', 'webview']);
  node(path.join('node_modules', '@vscode', 'vsce', 'vsce'), 'package', '--no-dependencies', '--out', file);
  const { size } = fs.statSync(file);
  if (size > limit) throw new Error(`${path.basename(file)} has ${size} bytes; the limit is ${limit}`);
  return size;
}

function node(...args) {
  // A fixed time stamp makes the same sources give the same bytes.
  const env = { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? '1763683200' };
  delete env.NODE_OPTIONS;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${stdout}${stderr}`);
}

if (require.main === module) {
  try {
    const file = process.argv[2] === undefined ? undefined : path.resolve(process.argv[2]);
    const size = packageExtension(file);
    console.log(`${path.basename(file ?? 'unbridge.vsix')}: ${(size / 1000).toFixed(1)} kB of ${limit / 1000} kB`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

module.exports = { packageExtension };
