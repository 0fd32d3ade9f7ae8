import * as fs from 'node:fs';
import * as path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Marks our lines among those of the workbench, which share the channel to the terminal. */
const mark = '\u2063';

/**
 * What VS Code calls with `--extensionTestsPath`: runs every bundled test beside this file and rejects if one fails.
 * The counts it writes to the file named by UNBRIDGE_RESULT are the proof that the run came to its end.
 */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = print;
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, reporter: 'spec' });
  if (process.env['UNBRIDGE_GREP']) mocha.grep(new RegExp(process.env['UNBRIDGE_GREP']));
  const files = fs.readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  for (const name of files.sort()) mocha.addFile(path.join(__dirname, name));
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.once('end', () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      print(`${passes} passed, ${failures} failed, ${pending} skipped`);
      const result = { passed: passes, failed: failures, skipped: pending };
      if (process.env['UNBRIDGE_RESULT']) fs.writeFileSync(process.env['UNBRIDGE_RESULT'], JSON.stringify(result));
    });
  });
  if (failed > 0) throw new Error(`${failed} failed`);
}

function print(...values: unknown[]): void {
  for (const line of format(...values).split('\n')) console.log(mark + line);
}
