import type * as http from 'node:http';
import type * as net from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Entrance } from './entrance';

/** The open sockets of a server, for limits and for an orderly end. */
export interface OpenSockets {
  readonly count: number;
  /** Marks the connection of a request as busy until its response is done. */
  busy(request: http.IncomingMessage, response: http.ServerResponse): void;
  /** Takes no new connection, lets what is running end, breaks the rest after `graceMs`. Resolves when all are closed. */
  drain(graceMs: number): Promise<void>;
}

/** Follows the sockets that `server` accepts, by its entrance as well. */
export function trackSockets(server: net.Server, entrance?: Entrance): OpenSockets {
  const sockets = new Set<net.Socket>();
  const running = new Map<net.Socket, number>();
  let draining = false;
  server.on('connection', (socket: net.Socket) => {
    if (draining) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    get count() {
      return sockets.size;
    },
    busy(request, response) {
      const socket = rawSocket(request.socket);
      running.set(socket, (running.get(socket) ?? 0) + 1);
      response.once('close', () => {
        const left = (running.get(socket) ?? 1) - 1;
        if (left > 0) running.set(socket, left);
        else running.delete(socket);
        if (draining && left <= 0) socket.end(() => socket.destroy());
      });
    },
    async drain(graceMs) {
      draining = true;
      const closed = Promise.all([new Promise<void>((resolve) => server.close(() => resolve())), entrance?.close()]);
      for (const socket of sockets) if (!running.has(socket)) socket.destroy();
      const timer = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** The TCP socket below a TLS socket. */
export function rawSocket(socket: net.Socket): net.Socket {
  return (socket as net.Socket & { readonly _parent?: net.Socket | null })._parent ?? socket;
}

/** A port that someone else listens on. */
export class PortTaken extends Error {
  constructor(
    readonly port: number,
    /** The system keeps it for those with more rights. */
    readonly isForbidden: boolean,
  ) {
    super(`port ${port} is taken`);
  }
}

/**
 * Listens on the loopback; 0 takes any free port. Resolves to the port.
 * @throws PortTaken
 */
export function listen(server: net.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new PortTaken(port, error.code === 'EACCES') : error,
      );
    };
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
