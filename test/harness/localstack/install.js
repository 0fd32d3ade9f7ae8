// Installs LocalStack's open-source runtime from PyPI, for the tests of `serve --engine localstack`. No Docker is needed.
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { command } = require('../vscode/code-server');
const { withLock } = require('../vscode/lock');
const { requirements } = require('./requirements');

/** Where it is kept between runs. */
function folder() {
  return path.resolve(process.env.UNBRIDGE_LOCALSTACK_DIR ?? path.join(os.homedir(), '.cache/unbridge-localstack'));
}

/**
 * Gives the Python that LocalStack is installed for, installing it on the first call (less than a minute, 230 MB).
 * Throws with the reason where that is impossible.
 */
async function ensureLocalStack(log) {
  if (process.platform === 'win32') throw new Error('LocalStack does not run on Windows without Docker');
  fs.mkdirSync(folder(), { recursive: true });
  const home = path.join(folder(), 'current');
  const stamp = requirements.join(' ');
  await withLock(path.join(folder(), 'lock'), async () => {
    if (read(path.join(home, 'stamp')) === stamp) return;
    const python = findPython();
    log(`installing LocalStack from PyPI into ${folder()} (once)…`);
    fs.rmSync(home, { recursive: true, force: true });
    await command(python, ['-m', 'venv', home], folder());
    const options = ['--quiet', '--no-deps', '--disable-pip-version-check', '--retries', '1', '--timeout', '20'];
    await command(path.join(home, 'bin/python'), ['-m', 'pip', 'install', ...options, ...requirements], folder());
    fs.writeFileSync(path.join(home, 'stamp'), stamp);
  });
  return path.join(home, 'bin/python');
}

/** LocalStack is written in a Python that is 3.12 at least. */
function findPython() {
  const versions = ['3.13', '3.12', '3.14'];
  const pyenv = path.join(process.env.PYENV_ROOT ?? path.join(os.homedir(), '.pyenv'), 'versions');
  const kept = fs.existsSync(pyenv) ? fs.readdirSync(pyenv).sort().reverse() : [];
  const candidates = [
    ...(process.env.UNBRIDGE_PYTHON ? [process.env.UNBRIDGE_PYTHON] : []),
    ...versions.map((version) => `python${version}`),
    'python3',
    ...versions
      .flatMap((version) => kept.filter((name) => name.startsWith(`${version}.`)))
      .map((name) => path.join(pyenv, name, 'bin/python3')),
  ];
  const found = candidates.find(fits);
  if (found === undefined) throw new Error('LocalStack wants Python 3.12 or later with venv, and there is none');
  return found;
}

function fits(python) {
  try {
    const check = 'import sys, venv, ensurepip; sys.exit(0 if (3, 12) <= sys.version_info < (3, 15) else 1)';
    execFileSync(python, ['-c', check], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

module.exports = { ensureLocalStack };
