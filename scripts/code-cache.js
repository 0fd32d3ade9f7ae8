// Compiles dist/main.js ahead of time into dist/main.js.cache, which src/cli/start.ts reads: `node scripts/code-cache.js`.
// The bundle is run once on the sample, so that the functions of a usual command are compiled as well.
'use strict';
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const root = path.join(__dirname, '..');
const file = path.join(root, 'dist/main.js');
// The same wrapper as in src/cli/start.ts: V8 takes the code for this source only.
const source = `(function (exports, require, module, __filename, __dirname) { ${fs.readFileSync(file, 'utf8')}\n});`;
const script = new vm.Script(source, { filename: file });

process.argv = [
  process.execPath,
  path.join(root, 'dist/cli.js'),
  'check',
  path.join(root, 'media/sample/template.yaml'),
];
process.stdout.write = () => true;
process.stderr.write = () => true;
process.on('exit', () => {
  // Written aside and renamed: a command that starts meanwhile must not read half of it.
  fs.writeFileSync(`${file}.cache.new`, script.createCachedData());
  fs.renameSync(`${file}.cache.new`, `${file}.cache`);
  process.exitCode = 0;
});
const module_ = { exports: {} };
script
  .runInThisContext()
  .call(module_.exports, module_.exports, createRequire(file), module_, file, path.dirname(file));
