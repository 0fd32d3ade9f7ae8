import type { Socket } from 'node:net';
import { Client, Pool, type Dispatcher } from 'undici';
import type { HttpRequest } from '../simulate/index';
import type { Forwarding } from './forward';
import { targetOf, maxResponseHeader, type Lane, type Lanes } from './lanes';
import { isOfConnection } from './of-connection';
import type { Passage } from './passage';
import { pairsOfBytes } from './wire';

type Connector = NonNullable<Client.Options['connect']>;
type Connected = Parameters<Extract<Connector, (...args: never) => void>>[1];
export type Connect = (lane: Lane, done: (error: Error | null, socket: Socket | null) => void) => void;

/** Connections to a process of whom nothing is known, made by `connect`. */
export function createPoolLanes(connect: Connect, keepAliveMs: number): Lanes {
  // The name is never looked up: `connect` knows where to go, and the Host header comes with each request.
  const pool = new Pool('http://lane', {
    factory: (origin: URL) => {
      const lane: PoolLane = new PoolLane(origin, {
        pipelining: 1,
        headersTimeout: 0,
        bodyTimeout: 0,
        maxHeaderSize: maxResponseHeader,
        keepAliveTimeout: keepAliveMs,
        keepAliveMaxTimeout: keepAliveMs,
        strictContentLength: false,
        connect: (_, done) => connect(lane, (error, socket) => settle(done, error, socket)),
      });
      return lane;
    },
  });
  return {
    send(request, body, passage, handler) {
      const options: PoolOptions = {
        method: request.method,
        path: targetOf(request),
        headers: ownHeaders(request),
        body: body && !(body instanceof Uint8Array && body.length === 0) ? (body as Buffer) : null,
        // Without this, a connection that carried a HEAD would be closed.
        reset: false,
        passage,
      };
      pool.dispatch(options, new PoolHandler(handler));
    },
    close: () => pool.close(),
    destroy: () => pool.destroy(),
  };
}

function settle(done: Connected, error: Error | null, socket: Socket | null): void {
  if (socket) done(null, socket);
  else done(error ?? new Error('no connection'), null);
}

/**
 * Of undici's two forms of a handler this is the older one: the newer one also makes a table of the headers, which
 * nobody reads here and which costs as much as the engine.
 */
class PoolHandler implements Dispatcher.DispatchHandler {
  constructor(private readonly forwarding: Forwarding) {}

  onConnect(abort: (error?: Error) => void): void {
    this.forwarding.onLane(abort);
  }

  onHeaders(status: number, headers: Buffer[], resume: () => void): boolean {
    // 100 to 199 only announce the answer.
    if (status >= 200) this.forwarding.onHead(status, pairsOfBytes(headers), resume);
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.forwarding.onPiece(chunk);
  }

  onComplete(): void {
    this.forwarding.onWhole();
  }

  onError(error: Error): void {
    this.forwarding.onBroken(error);
  }
}

/** Names and values in turn, without what belongs to the connection. */
function ownHeaders({ headers }: HttpRequest): string[] {
  const list: string[] = [];
  for (const field of headers) if (!isOfConnection(field[0])) list.push(field[0], field[1]);
  return list;
}

type PoolOptions = Dispatcher.DispatchOptions & { readonly passage?: Passage | undefined };

class PoolLane extends Client implements Lane {
  passage: Passage | undefined;

  override dispatch(options: PoolOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.passage = options.passage;
    if (options.passage) options.passage.lane = this;
    return super.dispatch(options, handler);
  }
}
