import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { test } from 'node:test';
import { version } from '../../package.json';
import { bridgeYaml } from '../topology/graph-samples';

/** Built by `npm run build`, and by `npm test` before its tests. */
const program = path.resolve('dist/cli.js');

function unbridge(args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [program, ...args], { input, encoding: 'utf8' });
}

test('the program prints its version and passes the exit code on', () => {
  const { status, stdout } = unbridge(['--version']);
  assert.deepEqual([status, stdout], [0, `${version}\n`]);
  assert.equal(unbridge(['nothing']).status, 2);
});

test('the program reads stdin and keeps stdout to one JSON document', () => {
  const { status, stdout, stderr } = unbridge(['check', '-', '--format', 'json'], bridgeYaml);
  assert.deepEqual([status, stderr], [1, '']);
  assert.equal((JSON.parse(stdout) as { files: object[] }).files.length, 1);
});

test('the tour finds its sample wherever it is started', () => {
  const { status, stdout } = spawnSync(process.execPath, [program, 'tour'], {
    cwd: path.parse(process.cwd()).root,
    encoding: 'utf8',
  });
  assert.equal(status, 0);
  assert.match(stdout, /^1\. What Unbridge finds in template\.yaml\n[^]*\n2\. [^]*\n3\. /);
});

test('a reader that closes the pipe early is no error', async () => {
  const many = Array.from(
    { length: 3000 },
    (_, index) => `  R${index}: { Type: AWS::ApiGateway::RestApi, Properties: { Name: n${index} } }\n`,
  );
  const child = spawn(process.execPath, [program, 'topology', '-', '--format', 'json'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  child.stdin.end(`AWSTemplateFormatVersion: '2010-09-09'\nResources:\n${many.join('')}`);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [status] = (await once(child, 'close')) as [number | null];
  assert.deepEqual([status, stderr], [0, '']);
});
