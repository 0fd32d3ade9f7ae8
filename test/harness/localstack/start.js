// Runs LocalStack on this machine, without Docker.
'use strict';
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { ensureLocalStack } = require('./install');

/** Starts one on a free port of the loopback; resolves to its URL and what stops it. Throws with the reason. */
async function startLocalStack(log) {
  const python = await ensureLocalStack(log);
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'unbridge-localstack-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(python, ['-m', 'localstack.runtime.main'], {
    cwd: home,
    env: environment(home, url),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk) => (output = (output + chunk).slice(-4000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(timer);
    }
    fs.rmSync(home, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    if (await answers(url)) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error(`LocalStack did not start:\n${output}`);
}

function environment(home, url) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    OVERRIDE_IN_DOCKER: '0',
    GATEWAY_LISTEN: new URL(url).host,
    SERVICES: 'apigateway',
    STRICT_SERVICE_LOADING: '1',
    EAGER_SERVICE_LOADING: '1',
    // It reaches for no other machine.
    DISABLE_EVENTS: '1',
    SKIP_SSL_CERT_DOWNLOAD: '1',
    DNS_ADDRESS: '0',
  };
}

function answers(url) {
  return new Promise((resolve) => {
    const request = http.get(`${url}/_localstack/health`, { timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

module.exports = { startLocalStack };
