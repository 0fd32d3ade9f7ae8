import { Client, Pool, type Dispatcher } from 'undici';
import type { HeaderField, HttpRequest, TargetFailure } from '../simulate/index';
import type { Passage } from './passage';
import { flat, pairsOfBytes } from './wire';

/** What comes back over a connection, in this order; after `end` or `fail` nothing more comes. */
export interface Receiver {
  head(status: number, headers: HeaderField[]): void;
  /** Gives false to be spared more until `resume`. */
  data(chunk: Buffer): boolean;
  end(): void;
  fail(error: Error): void;
}

/** A request that is under way. */
export interface Call {
  /** Breaks the connection; the receiver hears no more. */
  abort(): void;
  resume(): void;
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

/** These belong to one connection and are set by whoever sends. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const ofConnection: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** Sends a request with the given body and hands what comes back to `receiver`. */
export function forward(
  lanes: Pool,
  request: HttpRequest,
  body: Uint8Array | AsyncIterable<Uint8Array> | undefined,
  passage: Passage | undefined,
  receiver: Receiver,
): Call {
  const handler = new Forwarding(receiver);
  const target = request.query === '' ? request.path : `${request.path}?${request.query}`;
  const options: LaneOptions = {
    method: request.method,
    path: /[^\x21-\xff]/.test(target) ? target.replace(/[^\x21-\xff]/g, encodeURIComponent) : target,
    headers: flat(request.headers.filter(([name]) => !ofConnection.has(name.toLowerCase()))),
    body: body && !(body instanceof Uint8Array && body.length === 0) ? (body as Buffer) : null,
    // Without this, a connection that carried a HEAD would be closed.
    reset: false,
    passage,
  };
  lanes.dispatch(options, handler);
  return handler;
}

class Forwarding implements Dispatcher.DispatchHandler, Call {
  private controller: Dispatcher.DispatchController | undefined;
  private isOver = false;

  constructor(private readonly receiver: Receiver) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.isOver) controller.abort(new Error('aborted'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    // 100 to 199 only announce the answer.
    if (this.isOver || status < 200) return;
    this.receiver.head(status, pairsOfBytes((controller as unknown as { readonly rawHeaders: Buffer[] }).rawHeaders));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.isOver && !this.receiver.data(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.receiver.end();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.isOver) return;
    this.isOver = true;
    this.receiver.fail(error);
  }

  abort(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.controller?.abort(new Error('aborted'));
  }

  resume(): void {
    this.controller?.resume();
  }
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
