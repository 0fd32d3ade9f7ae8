import * as http from 'node:http';
import * as https from 'node:https';
import type { HeaderField } from '../../src/simulate/index';

/** What a client got, header names in their own case. */
export interface Got {
  readonly status: number;
  readonly headers: readonly HeaderField[];
  readonly body: Buffer;
}

/** What a client sends. */
export interface Sent {
  readonly method?: string;
  /** With the query. */
  readonly path: string;
  readonly headers?: readonly HeaderField[];
  readonly body?: string | Uint8Array;
  readonly agent?: http.Agent;
  /** Over TLS; whose certificate it is does not matter. */
  readonly isTls?: boolean;
}

/** Sends one request on a connection of its own and resolves to the whole answer. */
export function send(
  port: number,
  { method = 'GET', path, headers = [], body, agent, isTls = false }: Sent,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const has = (name: string): boolean => headers.some(([field]) => field.toLowerCase() === name);
    const fields = headers.flatMap(([name, value]) => [name, value]);
    if (!has('host')) fields.unshift('Host', `127.0.0.1:${port}`);
    // Node's own default would be to close the connection.
    if (!has('connection')) fields.push('Connection', 'keep-alive');
    const bytes = body === undefined ? undefined : Buffer.from(body as string);
    if (bytes && bytes.length > 0 && !has('content-length') && !has('transfer-encoding'))
      fields.push('Content-Length', String(bytes.length));
    const options = { host: '127.0.0.1', port, method, path, headers: fields, agent: agent ?? false };
    const request = isTls ? https.request({ ...options, rejectUnauthorized: false }) : http.request(options);
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('aborted', () => reject(new Error('the answer is not whole')));
      response.once('end', () => {
        const names = response.rawHeaders;
        const list = names.flatMap((name, index): HeaderField[] =>
          index % 2 === 0 ? [[name, names[index + 1] ?? '']] : [],
        );
        resolve({ status: response.statusCode ?? 0, headers: list, body: Buffer.concat(chunks) });
      });
    });
    request.end(bytes);
  });
}

/** The JSON body of an answer. */
export function jsonOf<T = Record<string, unknown>>({ body }: Got): T {
  return JSON.parse(body.toString()) as T;
}

/** Value of the first header of that name. */
export function headerOf({ headers }: Got, name: string): string | undefined {
  return headers.find(([field]) => field.toLowerCase() === name.toLowerCase())?.[1];
}
