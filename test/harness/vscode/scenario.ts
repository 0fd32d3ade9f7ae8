import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type Browser } from 'playwright-core';
import { launchChromium } from './chromium';
import { createProfile, installExtension, startServer, type BrowserEditor, type Profile, type Server } from './server';
import { Workbench } from './workbench';

/** What a scenario may ask for. */
export interface ScenarioOptions {
  /** The folder to open a copy of, relative to the project; `media/sample` unless told. */
  readonly workspace?: string;
  /** Files to write into that copy first, by their path in it. */
  readonly files?: Readonly<Record<string, string>>;
  /** User settings beside those that keep a run quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

interface Scenario {
  readonly name: string;
  readonly steps: (workbench: Workbench) => Promise<void>;
  readonly options: ScenarioOptions;
}

const scenarios: Scenario[] = [];
const screenshots = path.resolve('artifacts/screenshots');

/**
 * Declares a browser test: `steps` gets a fresh workbench, on a copy of its workspace, with the packaged
 * extension installed. It passes when `steps` ends, and fails when it throws (a screenshot then shows where).
 */
export function scenario(
  name: string,
  steps: (workbench: Workbench) => Promise<void>,
  options: ScenarioOptions = {},
): void {
  scenarios.push({ name, steps, options });
}

/**
 * Runs the declared scenarios one after the other against one server. The environment says with what:
 * UNBRIDGE_EDITOR, UNBRIDGE_CHROMIUM, UNBRIDGE_VSIX, UNBRIDGE_GREP, and UNBRIDGE_RESULT, the file for the counts.
 */
export function runScenarios(): void {
  run().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}

async function run(): Promise<void> {
  const grep = process.env['UNBRIDGE_GREP'];
  const wanted = scenarios.filter(({ name }) => grep === undefined || new RegExp(grep).test(name));
  const editor = JSON.parse(required('UNBRIDGE_EDITOR')) as BrowserEditor;
  const profile = createProfile();
  let server: Server | undefined;
  let browser: Browser | undefined;
  let passed = 0;
  try {
    installExtension(editor, profile, required('UNBRIDGE_VSIX'));
    server = await startServer(editor, profile);
    browser = await launchChromium(required('UNBRIDGE_CHROMIUM'));
    for (const one of wanted) if (await runOne(one, { server, browser, profile })) passed += 1;
  } finally {
    await browser?.close();
    await server?.stop();
    profile.remove();
  }
  const result = { passed, failed: wanted.length - passed, skipped: 0 };
  fs.writeFileSync(required('UNBRIDGE_RESULT'), JSON.stringify(result));
}

interface Stage {
  readonly server: Server;
  readonly browser: Browser;
  readonly profile: Profile;
}

async function runOne({ name, steps, options }: Scenario, { server, browser, profile }: Stage): Promise<boolean> {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-scenario-'));
  const folder = path.join(temporary, path.basename(options.workspace ?? 'sample'));
  fs.cpSync(path.resolve(options.workspace ?? 'media/sample'), folder, { recursive: true });
  for (const [file, text] of Object.entries(options.files ?? {})) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  profile.writeSettings(options.settings ?? {});
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  const prefix = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const workbench = new Workbench(page, { folder, screenshots, prefix });
  const started = Date.now();
  try {
    await page.goto(server.url(folder));
    await workbench.ready();
    await steps(workbench);
    console.log(`✔ ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    console.log(`✖ ${name}\n${String(error instanceof Error ? error.stack : error).replace(/^/gm, '    ')}`);
    await workbench.screenshot('failed').catch(() => {});
    return false;
  } finally {
    await context.close();
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function required(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) throw new Error(`${variable} is not set; start the browser tests with npm test -- browser`);
  return value;
}
