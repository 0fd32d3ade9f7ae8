/** What is said where LocalStack cannot be had. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { startServer } from '../../../src/server/index';
import { localStackEngine } from '../../../src/server/localstack/index';
import { directWorld } from '../../simulate/worlds';
import { rawProcess, userProcess } from '../serving';

const start = (url?: URL, signal?: AbortSignal): Promise<unknown> =>
  startServer({
    world: directWorld,
    second: localStackEngine({ ...(url ? { url } : {}), ...(signal ? { signal } : {}), progress: () => undefined }),
  });

test('nothing listens at the URL', async () => {
  const other = await userProcess(() => undefined);
  await other.close();
  await assert.rejects(start(other.url), {
    name: 'ServeError',
    message: `--localstack-url: nothing answers at ${other.url.origin} (connection refused); is LocalStack running?`,
  });
});

test('something else listens at the URL', async () => {
  const other = await userProcess((_, response) => response.writeHead(404).end('<html>'));
  try {
    await assert.rejects(start(other.url), {
      name: 'ServeError',
      message: `--localstack-url: what answers at ${other.url.origin} is no LocalStack (GET /_localstack/health gave 404)`,
    });
  } finally {
    await other.close();
  }
});

test('a LocalStack without API Gateway', async () => {
  const other = await userProcess((_, response) =>
    response.end('{"services":{"s3":"running","apigateway":"disabled"}}'),
  );
  try {
    await assert.rejects(start(other.url), {
      name: 'ServeError',
      message: /runs without apigateway; add it to its SERVICES$/,
    });
  } finally {
    await other.close();
  }
});

test('a LocalStack that refuses what is deployed', async () => {
  const other = await userProcess((request, response) => {
    if (request.url === '/_localstack/health') response.end('{"services":{"apigateway":"available"}}');
    else response.writeHead(403).end('{"message":"no licence"}');
  });
  try {
    await assert.rejects(start(other.url), {
      name: 'ServeError',
      message: 'LocalStack refuses POST /restapis with 403: no licence',
    });
  } finally {
    await other.close();
  }
});

test('the start ends at once when it is stopped while LocalStack keeps silent', async () => {
  const controller = new AbortController();
  const silent = await rawProcess(() => controller.abort());
  try {
    await assert.rejects(start(silent.url, controller.signal), { name: 'ServeError' });
  } finally {
    await silent.close();
  }
});

const docker =
  process.env['DOCKER_HOST'] ??
  ['/var/run/docker.sock', `${process.env['HOME']}/.docker/run/docker.sock`].find((file) => fs.existsSync(file));

test('no Docker', { skip: docker === undefined ? false : `there is a Docker at ${docker}` }, async () => {
  await assert.rejects(start(), {
    name: 'ServeError',
    message:
      '--engine localstack needs Docker, and none answers on this machine; start it, or name a LocalStack that runs already with --localstack-url http://127.0.0.1:4566',
  });
});
