// Finds the desktop VS Code, downloading it where its download server answers.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const cachePath = path.join(__dirname, '../../../.vscode-test');
const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * Gives the executable of a desktop VS Code: the one named by UNBRIDGE_VSCODE, or the current stable release.
 * Throws with the reason where there is none; without a network that takes five seconds at most.
 */
async function ensureDesktop(log) {
  if (process.env.UNBRIDGE_VSCODE) return process.env.UNBRIDGE_VSCODE;
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new Error('desktop VS Code needs a display, and DISPLAY is not set (xvfb-run would give one)');
  }
  if (!isDownloaded()) await probe();
  const { downloadAndUnzipVSCode, SilentReporter } = require('@vscode/test-electron');
  log('looking for the current desktop VS Code…');
  return downloadAndUnzipVSCode({ version: 'stable', cachePath, reporter: new SilentReporter() });
}

function isDownloaded() {
  return fs.existsSync(cachePath) && fs.readdirSync(cachePath).some((name) => name.startsWith('vscode-'));
}

async function probe() {
  try {
    const response = await fetch(releases, { signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
  } catch (error) {
    throw new Error(`the download server of VS Code does not answer (${error.cause?.code ?? error.message})`, {
      cause: error,
    });
  }
}

module.exports = { ensureDesktop };
