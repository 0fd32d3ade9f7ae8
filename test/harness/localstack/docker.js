// A Docker engine and an image of LocalStack for the tests of its container, where nothing can be pulled.
'use strict';
const { execFileSync, spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { command } = require('../vscode/code-server');
const { ensureLocalStack } = require('./install');

/** Not the name of the real one: this must never stand in for it on somebody's machine. */
const image = 'unbridge-test/localstack:4.14.0';

/**
 * Finds the Docker engine of this machine, or starts a private one where `dockerd` is installed and may run.
 * Gives `{ host, image, stop() }`, with the image imported from the LocalStack of `ensureLocalStack`. Throws with the reason.
 */
async function startDocker(log) {
  if (process.platform !== 'linux') throw new Error('the image is made of the Python of a Linux machine');
  const python = await ensureLocalStack(log);
  const engine = answers(process.env.DOCKER_HOST)
    ? { host: process.env.DOCKER_HOST, stop: async () => {} }
    : await startEngine();
  try {
    await importImage(engine.host, python);
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return {
    host: engine.host,
    image,
    containers: () =>
      docker(engine.host, 'ps', '-aq')
        .split('\n')
        .filter((id) => id !== ''),
    async stop() {
      docker(engine.host, 'rmi', '-f', image);
      await engine.stop();
    },
  };
}

async function startEngine() {
  if (process.getuid?.() !== 0) throw new Error('no Docker engine answers, and only root may start one');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-docker-'));
  const at = (name) => path.join(folder, name);
  const host = `unix://${at('docker.sock')}`;
  // Containers use the network of the host, so that nothing about the network of this machine is changed.
  const options = ['--bridge=none', '--iptables=false', '--ip-masq=false'];
  const child = spawn(
    'dockerd',
    ['--data-root', at('data'), '--exec-root', at('exec'), '--pidfile', at('pid'), '-H', host, ...options],
    { stdio: 'ignore' },
  );
  let problem;
  child.once(
    'error',
    (error) =>
      (problem = error.code === 'ENOENT' ? 'no Docker engine answers, and dockerd is not installed' : error.message),
  );
  child.once('exit', () => (problem ??= 'dockerd does not run here'));
  const stop = async () => {
    if (child.exitCode === null && child.pid !== undefined && problem === undefined) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await command('umount', [at('exec/netns/default')], folder).catch(() => {});
    fs.rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 100 && problem === undefined; tries++) {
    if (answers(host)) return { host, stop };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const reason = problem ?? 'dockerd does not answer';
  await stop();
  throw new Error(reason);
}

/** A root file system of Python, LocalStack, a shell, and the libraries that they are linked with. */
async function importImage(host, python) {
  const home = path.dirname(path.dirname(python));
  const base = path.dirname(path.dirname(fs.realpathSync(python)));
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-root-'));
  const script = `
    set -e
    mkdir -p "$ROOT$BASE" "$ROOT$HOME_" "$ROOT/tmp" "$ROOT/etc" "$ROOT/bin"
    tar -C "$BASE" --exclude=test --exclude='*.a' --exclude=site-packages --exclude=share --exclude=include -cf - . | tar -C "$ROOT$BASE" -xf -
    tar -C "$HOME_" -cf - . | tar -C "$ROOT$HOME_" -xf -
    for tool in sh cat env uname sleep; do cp -L "$(command -v $tool)" "$ROOT/bin/"; done
    { readlink -f "$PYTHON"; find "$ROOT/bin" -type f; find "$ROOT" -name '*.so*'; } | xargs -n 50 ldd 2>/dev/null | grep -o '/[^ ]*' | tr -d ':' | sort -u | while read -r library; do
      case "$library" in "$ROOT"*) continue ;; esac
      [ -f "$library" ] && [ ! -e "$ROOT$library" ] && mkdir -p "$ROOT$(dirname "$library")" && cp -L "$library" "$ROOT$library"
    done
    echo 'root:x:0:0::/tmp:/bin/sh' > "$ROOT/etc/passwd"
    tar -C "$ROOT" -cf - . | docker -H "$DOCKER" import -c "ENV PATH=/bin" -c "WORKDIR /tmp" -c "CMD [\\"$PYTHON\\",\\"-m\\",\\"localstack.runtime.main\\"]" - "$IMAGE"
  `;
  try {
    const env = { ...process.env, ROOT: root, BASE: base, HOME_: home, PYTHON: python, DOCKER: host, IMAGE: image };
    await command('bash', ['-c', script], root, env);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

function answers(host) {
  try {
    docker(host, 'info');
    return true;
  } catch {
    return false;
  }
}

function docker(host, ...args) {
  const where = host === undefined ? [] : ['-H', host];
  return execFileSync('docker', [...where, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000,
  });
}

module.exports = { startDocker };
