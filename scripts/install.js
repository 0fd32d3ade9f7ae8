// Puts node_modules in the state that package-lock.json asks for, and does nothing when it is there already.
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');

/** Runs `npm ci` unless node_modules already matches the lockfile. Throws when npm fails. */
function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing the dependencies (npm ci)…');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: environmentForNpm(),
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`npm ci failed (${result.error?.message ?? `exit code ${result.status}`})`);
}

/** Whether npm's own record of node_modules names the same versions as the lockfile. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || entry.peer || present[name]?.version === entry.version,
  );
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * The environment for an npm that is started below another npm: without what describes the outer run,
 * or the inner one would take the outer one's folder for its own.
 */
function environmentForNpm() {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (/^npm_(package|lifecycle)_/.test(name) || name === 'npm_config_local_prefix') delete environment[name];
  }
  delete environment.NODE_OPTIONS;
  return environment;
}

module.exports = { ensureInstalled, environmentForNpm };
