import * as http from 'node:http';
import type { Socket } from 'node:net';
import type { HeaderField, TargetAnswer, TargetBehaviour, TargetFailure, TargetRequest } from '../simulate/index';
import { hasHeader } from '../simulate/headers';
import { httpDate } from '../simulate/time';
import type { Destination } from './connections';
import { openEntrance } from './entrance';
import { listen } from './sockets';
import { announcesBody, readHead, send } from './wire';

/** A server on the loopback that behaves as a pure function says. */
export interface BehaviourServer {
  readonly place: Destination;
  close(): Promise<void>;
}

/** Opens it on a free port. `names` are what the function is told about itself. */
export async function openBehaviour(
  behaviour: TargetBehaviour,
  names: { readonly targetGroup?: string; readonly target?: string },
): Promise<BehaviourServer> {
  const server = http.createServer({ maxHeaderSize: 128 * 1024, keepAliveTimeout: 75_000 }, (message, response) => {
    const head: TargetRequest = Object.assign(readHead(message, 'http'), names);
    const behave = (body: Uint8Array): void => {
      const outcome = behaviour(body.length === 0 ? head : { ...head, body });
      if ('failure' in outcome) misbehave(outcome.failure, response, message.socket);
      else if (outcome.delayMs) setTimeout(() => answer(response, outcome), outcome.delayMs).unref();
      else answer(response, outcome);
    };
    if (!announcesBody(head)) {
      behave(head.body);
      return;
    }
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => behave(Buffer.concat(chunks)));
  });
  server.requestTimeout = 0;
  const port = await listen(server, 0);
  const entrance = await openEntrance(server);
  return {
    place: { host: '127.0.0.1', port, ...(entrance ? { entrance } : {}) },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, entrance?.close()]);
    },
  };
}

function answer(response: http.ServerResponse, { status, headers, body }: TargetAnswer): void {
  const fields: HeaderField[] = [...headers];
  const hasBody = status !== 204 && status !== 304;
  if (hasBody && !hasHeader(fields, 'content-length') && !hasHeader(fields, 'transfer-encoding'))
    fields.push(['Content-Length', String(body.length)]);
  if (!hasHeader(fields, 'date')) fields.push(['Date', httpDate(Date.now())]);
  send(response, { status, headers: fields, body: hasBody ? body : new Uint8Array(0) });
}

/** Breaks down on the wire in the way that is named. */
function misbehave(failure: TargetFailure['failure'], response: http.ServerResponse, socket: Socket): void {
  switch (failure) {
    case 'no-answer':
      return;
    case 'malformed':
      socket.end('this is no HTTP\r\n\r\n');
      return;
    case 'headers-too-large':
      response.writeHead(200, { 'X-Large': 'x'.repeat(40 * 1024) });
      response.end();
      return;
    default:
      // A local socket has no reset; for whoever reads from it, it is closed in the same way.
      if (socket.remotePort === undefined) socket.destroy();
      else socket.resetAndDestroy();
  }
}
