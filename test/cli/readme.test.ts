import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { commands } from '../../src/cli/commands/index';

const readme = readFileSync('README.md', 'utf8');
const named = new Set(Array.from(readme.matchAll(/(?<![\w-])--[a-z][a-z-]*/g), ([option]) => option));
/** Options of npm's scripts, not of the command line. */
const ofScripts = ['--no-editor'];

test('the README names every command and every option, and none that there is not', async () => {
  const loaded = await Promise.all(Object.values(commands).map((entry) => entry.load()));
  assert.deepEqual(
    loaded.map(({ name }) => name).filter((name) => !readme.includes(`unbridge ${name}`)),
    [],
  );
  const options = new Set([
    '--help',
    ...loaded.flatMap((command) => Object.keys(command.options).map((name) => `--${name}`)),
  ]);
  assert.deepEqual(
    [...options].filter((option) => !named.has(option)),
    [],
  );
  assert.deepEqual(
    [...named].filter((option) => !options.has(option) && !ofScripts.includes(option)),
    [],
  );
});
