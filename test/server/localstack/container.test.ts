/** LocalStack in a real container, where there is a Docker engine or one can be started. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from '../../../src/server/index';
import { localStackEngine, type LocalStackOptions } from '../../../src/server/localstack/index';
import { startDocker, type DockerEngine } from '../../harness/localstack/docker';
import { bridgeWorld } from '../../simulate/worlds';
import { serving } from '../serving';
import { ask, differences } from './with-localstack';

test('LocalStack in Docker', async (t) => {
  const docker = await startDocker((line) => console.log(line)).catch((error: unknown) => error as Error);
  if (docker instanceof Error) {
    t.skip(`no Docker: ${docker.message.split('\n')[0]}`);
    return;
  }
  Object.assign(process.env, {
    ...(docker.host ? { DOCKER_HOST: docker.host } : {}),
    // Nothing can be pulled, so that testcontainers has no helper that would clean up in our place.
    TESTCONTAINERS_RYUK_DISABLED: 'true',
    // Inside a container it would look for the engine at the gateway of a bridge.
    TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1',
  });
  const before = docker.containers();
  const left = (): readonly string[] => docker.containers().filter((id) => !before.includes(id));
  try {
    await t.test('is started, answers, calls back, and is removed', () => answers(docker, left));
    await t.test('is removed when the start is stopped in the middle', () => stopped(docker, left));
    await t.test('an image that cannot be had costs one line', () => noImage(left));
  } finally {
    await docker.stop();
  }
});

const start = (options: Partial<LocalStackOptions>): Promise<unknown> =>
  startServer({ world: bridgeWorld, second: localStackEngine({ progress: () => undefined, ...options }) });

async function answers({ image }: DockerEngine, left: () => readonly string[]): Promise<void> {
  const lines: string[] = [];
  const second = localStackEngine({ image, progress: (line) => lines.push(line) });
  await serving({ world: bridgeWorld, second }, async (server) => {
    const { got, trace } = await ask(server, { path: '/prod/users/7' });
    assert.deepEqual(differences(trace), []);
    assert.equal(got.status, 200);
    assert.equal(trace.second?.hops.at(-1)?.kind, 'target');
    assert.equal(left().length, 1);
  });
  assert.deepEqual(lines, [`starting ${image}`, 'deploying stage prod of Api to LocalStack']);
  assert.deepEqual(left(), []);
}

async function stopped({ image }: DockerEngine, left: () => readonly string[]): Promise<void> {
  const controller = new AbortController();
  const starting = start({ image, signal: controller.signal });
  const settled = assert.rejects(starting, { name: 'ServeError', message: 'stopped' });
  while (left().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();
  await settled;
  assert.deepEqual(left(), []);
}

async function noImage(left: () => readonly string[]): Promise<void> {
  await assert.rejects(start({ image: 'localhost:1/unbridge-test/none:1' }), (error: Error) => {
    assert.equal(error.name, 'ServeError');
    assert.match(error.message, /^Docker cannot fetch localhost:1\/unbridge-test\/none:1: [^\n]+$/);
    return true;
  });
  assert.deepEqual(left(), []);
}
