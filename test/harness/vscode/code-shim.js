#!/usr/bin/env node
// Stands in for the desktop `code` executable in @vscode/test-electron's runTests({ vscodeExecutablePath }):
// it takes the same arguments and runs the tests in the extension host of the VS Code server,
// with the workbench in Chromium. One runner so serves both editors.
'use strict';
const path = require('node:path');
const { launchChromium } = require('./chromium');
const { createProfile, startServer } = require('./server');

const minutes = 5;
const options = {};
const folders = [];
for (const arg of process.argv.slice(2)) {
  const [, name, value = true] = /^--([^=]+)(?:=(.*))?$/.exec(arg) ?? [];
  if (name === undefined) folders.push(arg);
  else options[name] = value;
}

async function main() {
  const profile = createProfile();
  let server;
  let browser;
  try {
    // A built workbench takes the test payload of its URL only with this flag.
    server = await startServer(JSON.parse(process.env.UNBRIDGE_EDITOR), profile, ['--enable-smoke-test-driver']);
    browser = await launchChromium(process.env.UNBRIDGE_CHROMIUM);
    return await runInWorkbench(server, browser);
  } finally {
    await browser?.close().catch(() => {});
    await server?.stop();
    profile.remove();
  }
}

/** Opens the workbench with the development and test paths, as the desktop does; resolves to its exit code. */
async function runInWorkbench(server, browser) {
  const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${path.resolve(file)}`;
  const payload = ['extensionDevelopmentPath', 'extensionTestsPath'].map((name) => [name, remote(options[name])]);
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const ended = new Promise((resolve) => {
    void page.exposeFunction('codeAutomationExit', resolve);
    page.once('crash', () => resolve(125));
    setTimeout(() => {
      console.error(`the tests did not end within ${minutes} minutes`);
      resolve(124);
    }, minutes * 60_000).unref();
  });
  await page.exposeFunction('codeAutomationLog', printMarked);
  await page.goto(server.url(path.resolve(folders[0] ?? '.'), { payload: JSON.stringify(payload) }));
  return ended;
}

/** The workbench's own log comes down the same channel; test/extension/index.ts marks the lines of the tests. */
function printMarked(type, values) {
  const [first, ...rest] = values;
  if (typeof first === 'string' && first.startsWith('\u2063')) console.log(first.slice(1), ...rest);
  else if (process.env.UNBRIDGE_VERBOSE) console.error(`[workbench ${type}]`, ...values);
}

if (options.version) {
  console.log(JSON.parse(process.env.UNBRIDGE_EDITOR ?? '{}').version);
} else {
  main().then(
    (code) => process.exit(code),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}
