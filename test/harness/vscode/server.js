// Starts and stops the VS Code server of code-server.js with a profile of its own.
'use strict';
const { spawn, spawnSync } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** Settings under which a run is quiet and the same every time. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'editor.accessibilitySupport': 'off',
  'git.openRepositoryInParentFolders': 'never',
};

/** A throw-away profile: user data, extensions and sockets in one temporary folder. */
function createProfile(settings = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-vscode-'));
  const at = (name) => path.join(folder, name);
  fs.mkdirSync(at('data/User'), { recursive: true });
  fs.mkdirSync(at('tmp'));
  const profile = {
    folder,
    args: ['--server-data-dir', at('server'), '--user-data-dir', at('data'), '--extensions-dir', at('extensions')],
    // No marketplace look-ups; sockets and logs go with the profile.
    environment: { ...process.env, EXTENSIONS_GALLERY: '{}', TMPDIR: at('tmp') },
    writeSettings: (changes) =>
      fs.writeFileSync(at('data/User/settings.json'), JSON.stringify({ ...quietSettings, ...settings, ...changes })),
    // The extension host may still be writing its last log lines when the server has gone.
    remove: () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
  delete profile.environment.NODE_OPTIONS;
  profile.writeSettings({});
  return profile;
}

/** Installs a packaged extension, offline. Throws with VS Code's words when it refuses. */
function installExtension(editor, profile, vsix) {
  const args = [editor.serverMain, '--accept-server-license-terms', ...profile.args, '--install-extension', vsix];
  const { status, stdout, stderr } = spawnSync(editor.node, args, { env: profile.environment, encoding: 'utf8' });
  if (status !== 0 || !/successfully installed/.test(stdout)) {
    throw new Error(`VS Code did not install ${path.basename(vsix)}: ${stdout}${stderr}`);
  }
}

/** Starts the server on a free loopback port; resolves when it listens. Stop it with `stop()`. */
async function startServer(editor, profile, extraArgs = []) {
  const token = crypto.randomBytes(16).toString('hex');
  const child = spawn(
    editor.node,
    [
      ...[editor.serverMain, '--host', '127.0.0.1', '--port', '0', '--connection-token', token],
      ...['--accept-server-license-terms', '--telemetry-level', 'off', ...profile.args, ...extraArgs],
    ],
    // A process group of its own, so that stop() reaches the extension hosts as well.
    { env: profile.environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const kill = () => signal(child, 'SIGKILL');
  process.once('exit', kill);
  const port = await listening(child, path.join(profile.folder, 'server.log'));
  return {
    port,
    url: (folder, query = {}) => `http://127.0.0.1:${port}/?${new URLSearchParams({ tkn: token, folder, ...query })}`,
    stop: async () => {
      await end(child);
      process.off('exit', kill);
    },
  };
}

function listening(child, logFile) {
  const log = fs.createWriteStream(logFile);
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (data) => {
      log.write(data);
      if (output === undefined) return;
      output += data;
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      output = undefined;
      resolve(Number(port));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the VS Code server ended with ${code}: ${output ?? ''}`)));
  });
}

/** The extension host outlives its server by a few seconds: ask first, insist after three, force after five. */
async function end(child) {
  for (let tick = 0; tick < 120; tick++) {
    const alive = signal(child, tick === 0 || tick === 60 ? 'SIGTERM' : tick === 100 ? 'SIGKILL' : 0);
    if (!alive) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
    return true;
  } catch {
    return false;
  }
}

module.exports = { createProfile, installExtension, startServer };
