// Compiles dist/main.js ahead of time into dist/main.js.cache, which dist/cli.js reads: `node scripts/code-cache.js`.
// The bundle is run once on the sample, so that the functions of a usual command are compiled as well.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const { runScript, scriptOf } = require(path.join(root, 'dist/cli.js'));
const file = path.join(root, 'dist/main.js');
const script = scriptOf(file);

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
runScript(file, script);
