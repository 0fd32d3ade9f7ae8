// Runs out/extension inside a real extension host: of the desktop VS Code, or of the one from the npm registry.
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ensureChromium } = require('./chromium');
const { ensureCodeServer } = require('./code-server');
const { ensureDesktop } = require('./desktop');

const root = path.join(__dirname, '../../..');

/** Thrown where no editor can be had: the stage is skipped aloud, it has not failed. */
class NoEditor extends Error {
  name = 'NoEditor';
}

/** Runs the tests, or those whose name matches `grep`; resolves to their counts, rejects with NoEditor or a failure. */
async function runExtensionTests({ grep, log }) {
  const { executable, environment, name } = await findEditor(log);
  log(`running in ${name}`);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-host-'));
  const workspace = path.join(folder, 'workspace');
  const resultFile = path.join(folder, 'result.json');
  fs.cpSync(path.join(root, 'media/sample'), workspace, { recursive: true });
  const { runTests } = require('@vscode/test-electron');
  try {
    const failure = await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(root, 'out/extension/index.js'),
      extensionTestsEnv: {
        ...environment,
        UNBRIDGE_RESULT: resultFile,
        ...(grep === undefined ? {} : { UNBRIDGE_GREP: grep }),
      },
      launchArgs: [workspace, '--disable-extensions'],
    }).then(
      () => undefined,
      (error) => error,
    );
    return judge(failure, resultFile, grep);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** An extension host that dies lets VS Code end with exit code 0, so only the result file proves a full run. */
function judge(failure, resultFile, grep) {
  if (!fs.existsSync(resultFile)) {
    throw new Error(`the extension host ended before its tests did${failure ? ` (${failure.message})` : ''}`);
  }
  const counts = JSON.parse(fs.readFileSync(resultFile, 'utf8'));
  if (failure !== undefined && counts.failed === 0) throw failure;
  if (counts.passed + counts.failed === 0 && grep === undefined) throw new Error('no test ran in the extension host');
  return counts;
}

async function findEditor(log) {
  try {
    return { executable: await ensureDesktop(log), environment: {}, name: 'the desktop VS Code' };
  } catch (reason) {
    log(`no desktop VS Code: ${reason.message}`);
  }
  const { editor, chromium } = await ensureBrowserEditor(log);
  const environment = {
    UNBRIDGE_CHROMIUM: chromium,
    UNBRIDGE_EDITOR: JSON.stringify(editor),
  };
  const executable = path.join(__dirname, 'code-shim.js');
  return { executable, environment, name: `VS Code ${editor.version} from the npm registry, in Chromium` };
}

/** The editor of the browser tests and the Chromium to see it in; rejects with NoEditor where one is missing. */
async function ensureBrowserEditor(log) {
  try {
    return { editor: await ensureCodeServer(log), chromium: await ensureChromium(log) };
  } catch (reason) {
    // Bytes other than the pinned ones are no lack of an editor: somebody must look.
    if (reason.code === 'CHECKSUM') throw reason;
    throw new NoEditor(reason.message, { cause: reason });
  }
}

module.exports = { runExtensionTests, ensureBrowserEditor, NoEditor };
