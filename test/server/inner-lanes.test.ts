import assert from 'node:assert/strict';
import * as http from 'node:http';
import * as net from 'node:net';
import { suite, test } from 'node:test';
import { connectTo } from '../../src/server/connections';
import { openEntrance } from '../../src/server/entrance';
import { failureOf, Forwarding } from '../../src/server/forward';
import { createInnerLanes } from '../../src/server/inner-lanes';
import type { Lanes, RequestBody } from '../../src/server/lanes';
import { openSocket } from '../../src/server/backend';
import { listen } from '../../src/server/sockets';
import type { HeaderField, HttpRequest } from '../../src/simulate/index';

interface Got {
  readonly status: number;
  readonly headers: readonly HeaderField[];
  readonly body: string;
}

class Kept extends Forwarding {
  readonly pieces: Buffer[] = [];
  status = 0;
  headers: HeaderField[] = [];

  constructor(
    private readonly resolve: (got: Got) => void,
    private readonly reject: (error: Error) => void,
    private readonly onFirst?: (self: Kept) => boolean,
  ) {
    super();
  }

  protected override head(status: number, headers: HeaderField[]): void {
    this.status = status;
    this.headers = headers;
  }

  protected override piece(chunk: Buffer): boolean {
    this.pieces.push(chunk);
    return this.pieces.length > 1 || this.onFirst?.(this) !== false;
  }

  protected override whole(): void {
    this.resolve({ status: this.status, headers: this.headers, body: Buffer.concat(this.pieces).toString('latin1') });
  }

  protected override broken(error: Error): void {
    this.reject(error);
  }
}

function requestOf(changes: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'GET',
    scheme: 'http',
    path: '/',
    query: '',
    headers: [['Host', 'inner.example.com']],
    body: new Uint8Array(0),
    ...changes,
  };
}

function call(lanes: Lanes, request: HttpRequest, body?: RequestBody, onFirst?: (self: Kept) => boolean): Promise<Got> {
  return new Promise((resolve, reject) => {
    lanes.send(request, body, undefined, new Kept(resolve, reject, onFirst));
  });
}

/** Runs `work` with lanes to `server` over its entrance, and over TCP; `connections` counts what the server has accepted. */
async function withLanes(
  server: net.Server,
  work: (lanes: Lanes, connections: () => number) => Promise<void>,
): Promise<void> {
  let count = 0;
  server.on('connection', () => (count += 1));
  const port = await listen(server, 0);
  const entrance = await openEntrance(server);
  const places = [{ host: '127.0.0.1', port }, ...(entrance ? [{ host: '127.0.0.1', port, entrance }] : [])];
  try {
    for (const place of places) {
      count = 0;
      const lanes = createInnerLanes((_, done) => openSocket(place, undefined, done), 60_000);
      await work(lanes, () => count);
      await lanes.destroy();
    }
  } finally {
    server.close();
    if (server instanceof http.Server) server.closeAllConnections();
    await entrance?.close();
  }
}

/** A server that is given the whole request, head and body, as text. */
function raw(answer: (asked: string, socket: net.Socket) => void): net.Server {
  return net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => answer(chunk.toString('latin1'), socket));
  });
}

suite('a connection between two hops', () => {
  test('carries one request after the other, and opens another one for a second at a time', async () => {
    const server = http.createServer((message, response) => {
      setTimeout(() => response.end(message.url), message.url === '/slow' ? 30 : 0);
    });
    await withLanes(server, async (lanes, connections) => {
      for (const path of ['/a', '/b', '/c']) assert.equal((await call(lanes, requestOf({ path }))).body, path);
      assert.equal(connections(), 1);
      const both = await Promise.all([call(lanes, requestOf({ path: '/slow' })), call(lanes, requestOf())]);
      assert.deepEqual(
        both.map(({ body }) => body),
        ['/slow', '/'],
      );
      assert.equal(connections(), 2);
    });
  });

  test('sends names, values and bytes as they are, and hands them out so', async () => {
    const server = http.createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        response.sendDate = false;
        response.writeHead(201, [
          'X-Asked',
          message.rawHeaders.join('|'),
          'x-Odd',
          'caf\xe9',
          'Connection',
          'keep-alive',
        ]);
        response.end(Buffer.concat(chunks));
      });
    });
    await withLanes(server, async (lanes) => {
      const body = Buffer.from([0, 128, 255, 10]);
      const headers: HeaderField[] = [
        ['Host', 'inner.example.com'],
        ['x-LOWER', 'caf\xe9'],
        ['Content-Length', '99'],
        ['Connection', 'close'],
      ];
      const got = await call(lanes, requestOf({ method: 'POST', headers }), body);
      assert.equal(got.status, 201);
      assert.equal(got.body, body.toString('latin1'));
      assert.deepEqual(got.headers.slice(0, 2), [
        ['X-Asked', 'Host|inner.example.com|x-LOWER|caf\xe9|Content-Length|4'],
        ['x-Odd', 'caf\xe9'],
      ]);
    });
  });

  test('keeps the connection after a HEAD, an answer without a body, and one in chunks', async () => {
    const server = http.createServer((message, response) => {
      if (message.url === '/204') response.writeHead(204).end();
      else if (message.url === '/chunks') {
        response.write('one ');
        setTimeout(() => response.end('two'), 5);
      } else response.writeHead(200, { 'Content-Length': 5 }).end('hello');
    });
    await withLanes(server, async (lanes, connections) => {
      assert.equal((await call(lanes, requestOf({ method: 'HEAD' }))).body, '');
      assert.equal((await call(lanes, requestOf({ path: '/204' }))).status, 204);
      assert.equal((await call(lanes, requestOf({ path: '/chunks' }))).body, 'one two');
      assert.equal((await call(lanes, requestOf({ path: '/' }))).body, 'hello');
      assert.equal(connections(), 1);
    });
  });

  test('streams a body in chunks, or with the length that the request names', async () => {
    const server = http.createServer((message, response) => {
      let length = 0;
      message.on('data', (chunk: Buffer) => (length += chunk.length));
      message.on('end', () => {
        const { 'transfer-encoding': coding, 'content-length': announced } = message.headers;
        response.end(`${length} ${coding ?? announced ?? ''}`);
      });
    });
    async function* pieces(): AsyncIterable<Uint8Array> {
      for (let index = 0; index < 40; index++) yield Buffer.alloc(50_000, 97);
    }
    await withLanes(server, async (lanes, connections) => {
      assert.equal((await call(lanes, requestOf({ method: 'PUT' }), pieces())).body, '2000000 chunked');
      const headers: HeaderField[] = [
        ['Host', 'a'],
        ['Content-Length', '2000000'],
      ];
      assert.equal((await call(lanes, requestOf({ method: 'PUT', headers }), pieces())).body, '2000000 2000000');
      assert.equal(connections(), 1);
    });
  });

  test('slows the server down for a reader that wants a pause', async () => {
    const server = http.createServer((_, response) => response.end(Buffer.alloc(3_000_000, 97)));
    await withLanes(server, async (lanes) => {
      let waited = 0;
      const got = await call(lanes, requestOf(), undefined, (self) => {
        setTimeout(() => {
          waited = self.pieces.length;
          self.resume();
        }, 40);
        return false;
      });
      assert.equal(got.body.length, 3_000_000);
      assert.ok(waited < 3, `${waited} pieces came although a pause was asked for`);
    });
  });

  test('takes the next request although the last reader wanted a pause at the end', async () => {
    const server = http.createServer((_, response) => response.end('short'));
    await withLanes(server, async (lanes, connections) => {
      for (let count = 0; count < 2; count++)
        assert.equal((await call(lanes, requestOf(), undefined, () => false)).body, 'short');
      assert.equal(connections(), 1);
    });
  });

  test('passes over 100 to 199, and reads an answer that ends with its connection', async () => {
    const server = raw((_, socket) => {
      socket.end(
        'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end',
      );
    });
    await withLanes(server, async (lanes, connections) => {
      assert.equal((await call(lanes, requestOf())).body, 'to the end');
      assert.equal((await call(lanes, requestOf())).body, 'to the end');
      assert.equal(connections(), 2);
    });
  });
});

suite('a connection between two hops that breaks', () => {
  const cases: readonly [name: string, answer: string, failure: string][] = [
    ['before an answer', '', 'reset'],
    ['in the middle of an answer', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf', 'reset'],
    ['by what is no HTTP', 'this is no HTTP\r\n\r\n', 'malformed'],
    ['by headers that are too large', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 'headers-too-large'],
  ];
  for (const [name, answer, failure] of cases) {
    test(`${name} says so`, async () => {
      await withLanes(
        raw((_, socket) => socket.end(answer, 'latin1')),
        async (lanes) => {
          const error = await call(lanes, requestOf()).then(
            () => assert.fail('an answer'),
            (problem: Error) => problem,
          );
          assert.equal(failureOf(error), failure);
          await lanes.close();
        },
      );
    });
  }

  test('sends nothing that would be taken for another header', async () => {
    let asked = 0;
    const server = http.createServer((_, response) => {
      asked += 1;
      response.end();
    });
    await withLanes(server, async (lanes) => {
      asked = 0;
      const headers: HeaderField[] = [['X-Mapped', 'a\r\nX-Other: b']];
      await assert.rejects(call(lanes, requestOf({ headers })), { code: 'UND_ERR_INVALID_ARG' });
      assert.equal(asked, 0);
      assert.equal((await call(lanes, requestOf())).status, 200);
    });
  });

  test('fails where nothing listens', async () => {
    const server = net.createServer();
    const port = await listen(server, 0);
    await new Promise((resolve) => server.close(resolve));
    const lanes = createInnerLanes((_, done) => openSocket({ host: '127.0.0.1', port }, undefined, done), 60_000);
    await assert.rejects(call(lanes, requestOf()), { code: 'ECONNREFUSED' });
    await lanes.close();
  });

  test('is not used again once the server has closed it, or has said what nobody asked', async () => {
    let mode = 'close';
    const server = raw((_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      setTimeout(() => (mode === 'close' ? socket.end() : socket.write('HTTP/1.1 200 OK\r\n\r\n')), 5);
    });
    await withLanes(server, async (lanes, connections) => {
      for (mode of ['close', 'talk']) {
        assert.equal((await call(lanes, requestOf())).body, 'ok');
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      assert.equal((await call(lanes, requestOf())).body, 'ok');
      assert.equal(connections(), 3);
    });
  });
});

test('closing lets the running request end; an aborted one is told nothing more', async () => {
  const server = http.createServer((_, response) => void setTimeout(() => response.end('late'), 30));
  await withLanes(server, async (lanes) => {
    const running = call(lanes, requestOf());
    await new Promise((resolve) => setTimeout(resolve, 10));
    await Promise.all([lanes.close(), running.then(({ body }) => assert.equal(body, 'late'))]);
  });
  await withLanes(
    http.createServer((_, response) => void setTimeout(() => response.end('late'), 30)),
    async (lanes) => {
      let told = false;
      const aborted = new Kept(
        () => (told = true),
        () => (told = true),
      );
      lanes.send(requestOf(), undefined, undefined, aborted);
      aborted.abort();
      await lanes.close();
      assert.equal(told, false);
    },
  );
});

test('an entrance hands the other end of each connection to whoever opened it', async () => {
  const seen: net.Socket[] = [];
  const server = net.createServer((socket) => {
    seen.push(socket);
    socket.on('data', (chunk: Buffer) => socket.write(`${seen.indexOf(socket)}: ${chunk.toString()}`));
  });
  const port = await listen(server, 0);
  const entrance = await openEntrance(server);
  if (!entrance) return assert.equal(process.platform, 'win32');
  const said = await Promise.all(
    Array.from(
      { length: 20 },
      (_, index) =>
        new Promise<readonly [net.Socket, string]>((resolve) => {
          const socket = connectTo({ host: '127.0.0.1', port, entrance }, false, (otherEnd) => {
            socket.once('data', (chunk: Buffer) => {
              socket.destroy();
              resolve([otherEnd as net.Socket, chunk.toString()]);
            });
            socket.write(`hello ${index}`);
          });
        }),
    ),
  );
  said.forEach(([otherEnd, text], index) => {
    assert.equal(text, `${seen.indexOf(otherEnd)}: hello ${index}`);
  });
  server.close();
  await entrance.close();
});
