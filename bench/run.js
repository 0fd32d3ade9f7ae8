#!/usr/bin/env node
// Runs every measurement, each in a process of its own: `npm run bench` or `npm run bench -- editing`.
'use strict';
const { execFileSync } = require('node:child_process');
const path = require('node:path');

const root = path.dirname(__dirname);
const measurements = {
  editing: ['--expose-gc', 'out/bench/editing.js'],
  memory: ['--expose-gc', 'out/bench/memory.js'],
  cli: ['out/bench/cli.js'],
  simulate: ['out/bench/simulate.js'],
  live: ['out/bench/live/run.js'],
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
/** `--soak` and the like go to the measurement. */
const switches = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const names = wanted.length > 0 ? wanted : Object.keys(measurements);
const unknown = names.filter((name) => !(name in measurements));
if (unknown.length > 0) {
  console.error(`bench: no measurement "${unknown.join('", "')}"; there are ${Object.keys(measurements).join(', ')}`);
  process.exit(2);
}
execFileSync(process.execPath, ['esbuild.js', 'bench', 'cli', '--production'], { cwd: root, stdio: 'inherit' });
for (const name of names) {
  console.log(`\n# ${name}`);
  execFileSync(process.execPath, [...measurements[name], ...switches], { cwd: root, stdio: 'inherit' });
}
