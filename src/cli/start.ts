import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vm from 'node:vm';

/**
 * Where the command line starts: runs the bundle beside it, `main.js`, with the code that the build compiled beforehand
 * (`scripts/code-cache.js`). Compiling is a fifth of the time that a short command takes.
 */
function start(): void {
  const bundle = path.join(__dirname, 'main.js');
  const code = compiled(bundle);
  // Code compiled by another version of Node is refused by V8 and compiled anew.
  if (code) runScript(bundle, scriptOf(bundle, code));
  else createRequire(bundle)(bundle);
}

/**
 * A CommonJS file as a script that makes a function of it, as `require` does. `cachedData` is the code of the same
 * script, compiled before. The build compiles with this, too, for V8 takes code for one source only.
 */
export function scriptOf(file: string, cachedData?: Buffer): vm.Script {
  const source = `(function (exports, require, module, __filename, __dirname) { ${fs.readFileSync(file, 'utf8')}\n});`;
  return new vm.Script(source, { filename: file, ...(cachedData ? { cachedData } : {}) });
}

/** Runs what `scriptOf` made. */
export function runScript(file: string, script: vm.Script): void {
  const own = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run.call(own.exports, own.exports, createRequire(file), own, file, path.dirname(file));
}

/**
 * The compiled code, unless there is none or the bundle is younger: V8 compares only the length of the source, so
 * what was compiled from another text must not reach it.
 */
function compiled(file: string): Buffer | undefined {
  try {
    const cache = `${file}.cache`;
    return fs.statSync(cache).mtimeMs < fs.statSync(file).mtimeMs ? undefined : fs.readFileSync(cache);
  } catch {
    return undefined;
  }
}

if (require.main === module) start();
