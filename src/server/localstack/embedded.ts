import { randomUUID } from 'node:crypto';
import * as http from 'node:http';
import type { HttpResponse } from '../../simulate/index';
import type { Backstage } from '../second-engine';
import { listen, trackSockets } from '../sockets';
import { whole, type LiveTrace, type NewTrace } from '../traces';
import { httpCall, type WireRequest } from './http-call';

/** What the embedded engine made of a request. */
export interface EmbeddedAnswer {
  readonly response: HttpResponse;
  readonly trace: LiveTrace | undefined;
}

/** The embedded gateway behind a port of its own. */
export interface Embedded {
  ask(request: WireRequest, timeoutMs: number): Promise<EmbeddedAnswer>;
  close(): Promise<void>;
}

/** Tells which request of ours the gateway has before it; taken out before the gateway looks. */
const pairHeader = `X-Unbridge-${randomUUID()}`;

/** Opens the embedded gateway beside the port of the clients. Its traces come with its answers and are kept nowhere. */
export async function openEmbedded({ live, gateway }: Pick<Backstage, 'live' | 'gateway'>): Promise<Embedded> {
  const asked = new Map<string, (trace: LiveTrace) => void>();
  let count = 0;
  const server = http.createServer({ maxHeaderSize: 128 * 1024 }, (message, response) => {
    sockets.busy(message, response);
    const index = message.rawHeaders.indexOf(pairHeader);
    const [, pair = ''] = index < 0 ? [] : message.rawHeaders.splice(index, 2);
    delete message.headers[pairHeader.toLowerCase()];
    const traces = { ...live.traces, add: (trace: NewTrace) => asked.get(pair)?.(whole(trace)) };
    gateway({ ...live, traces })(message, response);
  });
  server.requestTimeout = 0;
  const sockets = trackSockets(server);
  const to = new URL(`http://127.0.0.1:${await listen(server, 0)}`);
  return {
    async ask(request, timeoutMs) {
      const pair = String(++count);
      let trace: LiveTrace | undefined;
      asked.set(pair, (one) => (trace = one));
      try {
        const headers = [...request.headers, [pairHeader, pair] as const];
        const response = await httpCall({ ...request, headers }, { to, timeoutMs });
        return { response, trace };
      } finally {
        asked.delete(pair);
      }
    },
    close: () => sockets.drain(0),
  };
}
