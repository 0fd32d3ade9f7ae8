import * as http from 'node:http';
import * as https from 'node:https';
import type { HeaderField, HeaderList, HttpResponse } from '../../simulate/index';
import { flat, pairs } from '../wire';

/** A request as it is to stand on the wire. */
export interface WireRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** `Host` included. */
  readonly headers: HeaderList;
  readonly body?: Uint8Array;
}

/** Where and how to send it. */
export interface Way {
  readonly to: URL;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** These describe one connection only, and the connections here are new ones. */
const ofConnection: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** Sends a request and resolves to the whole answer. Rejects when none comes, or not in time. */
export function httpCall(request: WireRequest, { to, timeoutMs, signal }: Way): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const body = request.body ?? new Uint8Array(0);
    const headers = request.headers.filter(
      ([name]) => !ofConnection.has(name.toLowerCase()) && name.toLowerCase() !== 'content-length',
    );
    const length: HeaderField[] = body.length > 0 ? [['Content-Length', String(body.length)]] : [];
    const call = (to.protocol === 'https:' ? https : http).request({
      // A name in brackets is an address of IPv6.
      host: to.hostname.replace(/^\[|\]$/g, ''),
      port: to.port === '' ? (to.protocol === 'https:' ? 443 : 80) : Number(to.port),
      method: request.method,
      path: request.path,
      headers: flat([...headers, ...length]),
      // A connection of its own: one that was kept could be closed by the other side just when it is used again.
      agent: false,
      ...(signal ? { signal } : {}),
    });
    const timer = setTimeout(
      () => call.destroy(Object.assign(new Error(`no answer within ${timeoutMs} ms`), { code: 'ETIMEDOUT' })),
      timeoutMs,
    );
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    call.once('error', fail);
    call.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', fail);
      response.once('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          headers: pairs(response.rawHeaders),
          body: new Uint8Array(Buffer.concat(chunks)),
        });
      });
    });
    call.end(body);
  });
}
