// Finds a Chromium for the browser tests, or installs Debian's where this process may.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { command } = require('./code-server');
const { withLock } = require('./lock');

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Gives the path of a Chromium; throws with the reason where there is none and none can be installed. */
async function ensureChromium(log) {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) {
    throw new Error('no Chromium on PATH; install one, or name it in the environment variable CHROMIUM');
  }
  return withLock('/tmp/unbridge-chromium.lock', async () => {
    if (findChromium() === undefined) {
      log('installing Chromium with apt-get (once)…');
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      await command('apt-get', ['update'], '/', env);
      await command('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], '/', env);
    }
    const installed = findChromium();
    if (installed === undefined) throw new Error('apt-get installed chromium, but it is not on PATH');
    return installed;
  });
}

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = [...folders.flatMap((folder) => names.map((name) => path.join(folder, name))), ...places];
  return candidates.find((file) => fs.existsSync(file));
}

/** Opens Chromium with nothing that reaches for the network on its own. */
async function launchChromium(executablePath) {
  const { chromium } = require('playwright-core');
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  // A container's root cannot use Chromium's sandbox; it only ever opens our own page on loopback.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...quiet, ...sandbox, '--disable-gpu', '--disable-quic'] });
}

module.exports = { ensureChromium, launchChromium };
