import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as vm from 'node:vm';

/**
 * Where the command line starts: runs the bundle beside it, `main.js`, with the code that the build compiled beforehand
 * (`scripts/code-cache.js`). Compiling is a fifth of the time that a short command takes.
 */
const bundle = path.join(__dirname, 'main.js');
const cachedData = compiled(bundle);
if (cachedData) runCompiled(bundle, cachedData);
else createRequire(bundle)(bundle);

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

/** Runs a CommonJS module as `require` would. Code compiled by another version of Node is refused by V8 and compiled anew. */
function runCompiled(file: string, code: Buffer): void {
  const source = `(function (exports, require, module, __filename, __dirname) { ${fs.readFileSync(file, 'utf8')}\n});`;
  const script = new vm.Script(source, { filename: file, cachedData: code });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run.call(module.exports, module.exports, createRequire(file), module, file, path.dirname(file));
}
