import { Client, Pool, type Dispatcher } from 'undici';
import type { HeaderField, HeaderList, HttpRequest, TargetFailure } from '../simulate/index';
import { isOfConnection } from './of-connection';
import type { Passage } from './passage';
import { pairsOfBytes } from './wire';

/**
 * A request on its way to the next hop. What comes back arrives in this order: head, pieces, and then `whole` or
 * `broken`; after those, and after `abort`, nothing more comes.
 *
 * Of undici's two forms of a handler this is the older one: the newer one also makes a table of the headers, which
 * nobody reads here and which costs as much as the engine.
 */
export abstract class Forwarding implements Dispatcher.DispatchHandler {
  private breakOff: ((error?: Error) => void) | undefined;
  private goOn: (() => void) | undefined;
  private isOver = false;

  protected abstract head(status: number, headers: HeaderField[]): void;
  /** Gives false to be spared more until `resume`. */
  protected abstract piece(chunk: Buffer): boolean;
  protected abstract whole(): void;
  protected abstract broken(error: Error): void;

  /** Sends the request with the given body; the one that it carries itself is left out. */
  protected forward(
    lanes: Pool,
    request: HttpRequest,
    body: Uint8Array | AsyncIterable<Uint8Array> | undefined,
    passage: Passage | undefined,
  ): void {
    const target = request.query === '' ? request.path : `${request.path}?${request.query}`;
    const options: LaneOptions = {
      method: request.method,
      path: /[^\x21-\xff]/.test(target) ? target.replace(/[^\x21-\xff]/g, encodeURIComponent) : target,
      headers: ownHeaders(request.headers),
      body: body && !(body instanceof Uint8Array && body.length === 0) ? (body as Buffer) : null,
      // Without this, a connection that carried a HEAD would be closed.
      reset: false,
      passage,
    };
    lanes.dispatch(options, this);
  }

  /** Breaks the connection. */
  abort(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.breakOff?.(new Error('aborted'));
  }

  resume(): void {
    this.goOn?.();
  }

  onConnect(abort: (error?: Error) => void): void {
    this.breakOff = abort;
    if (this.isOver) abort(new Error('aborted'));
  }

  onHeaders(status: number, headers: Buffer[], resume: () => void): boolean {
    this.goOn = resume;
    // 100 to 199 only announce the answer.
    if (!this.isOver && status >= 200) this.head(status, pairsOfBytes(headers));
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.isOver || this.piece(chunk);
  }

  onComplete(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.whole();
  }

  onError(error: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    this.broken(error);
  }
}

/** One connection of a pool. It knows the request that it carries, of which there is one at a time. */
export class Lane extends Client {
  passage: Passage | undefined;

  override dispatch(options: LaneOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.passage = options.passage;
    if (options.passage) options.passage.lane = this;
    return super.dispatch(options, handler);
  }
}

type LaneOptions = Dispatcher.DispatchOptions & { readonly passage?: Passage | undefined };
type Connector = NonNullable<Client.Options['connect']>;
export type Connect = (lane: Lane, done: (error: Error | null, socket: Socket | null) => void) => void;
type Socket = NonNullable<Parameters<Parameters<Extract<Connector, (...args: never) => void>>[1]>[1]>;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html, 502 */
const maxResponseHeader = 32 * 1024;

/** Connections that are made by `connect`, as many as there are requests at once. Timeouts are the caller's business. */
export function createLanes(connect: Connect, keepAliveMs: number): Pool {
  // The name is never looked up: `connect` knows where to go, and the Host header comes with each request.
  return new Pool('http://lane', {
    factory: (origin: URL) => {
      const lane: Lane = new Lane(origin, {
        pipelining: 1,
        headersTimeout: 0,
        bodyTimeout: 0,
        maxHeaderSize: maxResponseHeader,
        keepAliveTimeout: keepAliveMs,
        keepAliveMaxTimeout: keepAliveMs,
        strictContentLength: false,
        connect: (_, done) => connect(lane, done as Parameters<Connect>[1]),
      });
      return lane;
    },
  });
}

/** Names and values in turn, without what belongs to the connection. */
function ownHeaders(headers: HeaderList): string[] {
  const list: string[] = [];
  for (const field of headers) if (!isOfConnection(field[0])) list.push(field[0], field[1]);
  return list;
}

/** What a broken call says about the target. */
export function failureOf(error: Error): TargetFailure['failure'] {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') return 'headers-too-large';
  if (
    error.name === 'HTTPParserError' ||
    code === 'UND_ERR_INVALID_ARG' ||
    code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
  )
    return 'malformed';
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'].includes(code)) return 'refused';
  if (['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code)) return 'connect-timeout';
  if (/^(ERR_SSL|ERR_TLS|EPROTO|CERT_|DEPTH_ZERO|UNABLE_TO)/.test(code)) return 'tls';
  return 'reset';
}
