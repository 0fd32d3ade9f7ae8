import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import { page } from '../simulate/alb/pages';
import type { AlbModel } from '../simulate/index';
import { AlbExchange } from './alb-exchange';
import type { Certificate } from './certificate';
import { openEntrance, type Entrance } from './entrance';
import type { Live } from './live';
import { listen, trackSockets, type OpenSockets } from './sockets';
import { send } from './wire';

/** A listener of a balancer on a loopback port of its own. */
export interface OpenListener {
  readonly port: number;
  readonly entrance: Entrance | undefined;
  readonly sockets: OpenSockets;
}

/** Opens a listener of an ALB. Which rules it has is looked up with each request, so that a reload needs no new socket. */
export async function openAlbListener(
  live: Live,
  alb: AlbModel,
  port: number,
  certificate: Certificate | undefined,
): Promise<OpenListener> {
  // The engine checks the limits of AWS, so Node's must lie beyond them.
  const options: http.ServerOptions = { maxHeaderSize: 128 * 1024, keepAliveTimeout: 75_000, requestTimeout: 0 };
  const serve = (scheme: 'http' | 'https') => (request: http.IncomingMessage, response: http.ServerResponse) => {
    sockets.busy(request, response);
    try {
      new AlbExchange(live, scheme, request, response).start(alb.logicalId, port);
    } catch (error) {
      live.report(`ALB ${alb.logicalId}`, error);
      send(response, page(500));
    }
  };
  const plain = http.createServer(options, serve('http'));
  const secure =
    certificate && https.createServer({ ...options, ...certificate, ALPNProtocols: ['http/1.1'] }, serve('https'));
  for (const server of [plain, secure]) server?.on('clientError', badRequest);
  // An HTTPS listener answers plain HTTP, too, with a refusal. A TLS handshake begins with the byte 22.
  const front = secure ? net.createServer({ noDelay: true }, (socket) => byFirstByte(socket, plain, secure)) : plain;
  const entrance = await openEntrance(front);
  const sockets = trackSockets(front, entrance);
  return { port: await listen(front, 0), entrance, sockets };
}

function byFirstByte(socket: net.Socket, plain: http.Server, secure: https.Server): void {
  socket.on('error', () => socket.destroy());
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    socket.unshift(chunk);
    const isTls = chunk[0] === 22;
    (isTls ? secure : plain).emit('connection', socket);
    // TLS takes what was read from the socket's buffer; HTTP wants to be given it.
    if (!isTls) socket.resume();
  });
}

function badRequest(_: Error, socket: net.Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { headers, body } = page(400);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}Connection: close\r\n\r\n${Buffer.from(body).toString()}`,
  );
}
