// Runs out/browser: what a person clicks, in the VS Code of the npm registry with the packaged extension installed.
'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureBrowserEditor } = require('./extension-tests');

const root = path.join(__dirname, '../../..');

/** Runs the scenarios, or those whose name matches `grep`; resolves to their counts, rejects with NoEditor or a failure. */
async function runBrowserTests({ grep, log, vsix }) {
  const { editor, chromium } = await ensureBrowserEditor(log);
  log(
    `running in VS Code ${editor.version} from the npm registry, in Chromium; screenshots go to artifacts/screenshots`,
  );
  fs.rmSync(path.join(root, 'artifacts/screenshots'), { recursive: true, force: true });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-browser-'));
  const resultFile = path.join(folder, 'result.json');
  try {
    const code = await run({
      UNBRIDGE_EDITOR: JSON.stringify(editor),
      UNBRIDGE_CHROMIUM: chromium,
      UNBRIDGE_VSIX: vsix,
      UNBRIDGE_RESULT: resultFile,
      ...(grep === undefined ? {} : { UNBRIDGE_GREP: grep }),
    });
    if (!fs.existsSync(resultFile)) throw new Error(`the browser tests ended early, with exit code ${code}`);
    const counts = JSON.parse(fs.readFileSync(resultFile, 'utf8'));
    if (counts.passed + counts.failed === 0 && grep === undefined) throw new Error('there are no browser tests');
    return counts;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function run(environment) {
  const args = ['--enable-source-maps', path.join(root, 'out/browser/index.js')];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

module.exports = { runBrowserTests };
