import assert from 'node:assert/strict';
import * as http from 'node:http';
import * as net from 'node:net';
import type { AddressInfo } from 'node:net';
import { startServer, type LiveServer, type ServeOptions } from '../../src/server/index';

/** Serves a world while `work` runs, and checks that no bug of ours showed up and that no socket is left. */
export async function serving(options: ServeOptions, work: (server: LiveServer) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  const server = await startServer({
    graceMs: 500,
    onFailure: (what, error) => failures.push(what, error),
    ...options,
  });
  try {
    await work(server);
  } finally {
    await server.stop();
  }
  assert.deepEqual(failures, []);
}

/** A target of the user's: a server of Node's that behaves as the test says. */
export interface UserProcess {
  readonly url: URL;
  readonly port: number;
  readonly requests: http.IncomingMessage[];
  close(): Promise<void>;
}

const checker = 'ELB-HealthChecker/2.0';

/** Opens an HTTP server on a free port. Health checks get 200 and are not counted. */
export function userProcess(answer: http.RequestListener): Promise<UserProcess> {
  const requests: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    if (request.headers['user-agent'] === checker) {
      response.end();
      return;
    }
    requests.push(request);
    answer(request, response);
  });
  return opened(server, requests, () => server.closeAllConnections());
}

/** Opens a TCP server on a free port, for targets that break the rules of HTTP: called for each request but health checks. */
export function rawProcess(onRequest: (socket: net.Socket) => void): Promise<UserProcess> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      if (chunk.includes(checker)) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      else onRequest(socket);
    });
  });
  return opened(server, [], () => sockets.forEach((socket) => socket.destroy()));
}

async function opened(
  server: net.Server,
  requests: http.IncomingMessage[],
  closeAll: () => void,
): Promise<UserProcess> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closeAll();
      }),
  };
}

/** Waits until something holds; fails with `what` after five seconds. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!(await holds())) {
    if (Date.now() > deadline) assert.fail(`${what} did not come about within five seconds`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
