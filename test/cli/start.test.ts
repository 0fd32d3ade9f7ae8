import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';

/** A copy of the built command line, whose compiled code each test may spoil. */
let folder = '';

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-start-'));
  for (const file of ['cli.js', 'main.js', 'main.js.cache']) fs.copyFileSync(path.join('dist', file), at(file));
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

const at = (file: string) => path.join(folder, file);

function explain(): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [at('cli.js'), 'explain', 'nlb-bridge'], {
    encoding: 'utf8',
  });
  assert.deepEqual([status, stderr], [0, '']);
  return stdout;
}

suite('starting with code that the build compiled', () => {
  test('the build made it, and it is run', () => {
    assert.match(explain(), /^nlb-bridge/);
  });

  test('without it, the bundle is compiled as ever', () => {
    fs.rmSync(at('main.js.cache'));
    assert.match(explain(), /^nlb-bridge/);
  });

  test('spoiled code is refused, not run', () => {
    fs.writeFileSync(at('main.js.cache'), 'no code at all');
    assert.match(explain(), /^nlb-bridge/);
  });

  test('a younger bundle of the same length is compiled anew', () => {
    const bundle = fs.readFileSync(at('main.js'), 'utf8');
    fs.writeFileSync(at('main.js'), bundle.replaceAll('nlb-bridge', 'NLB-BRIDGE'));
    const later = new Date(Date.now() + 10_000);
    fs.utimesSync(at('main.js'), later, later);
    const { status, stderr } = spawnSync(process.execPath, [at('cli.js'), 'explain', 'NLB-BRIDGE'], {
      encoding: 'utf8',
    });
    assert.deepEqual([status, stderr], [0, '']);
  });
});
