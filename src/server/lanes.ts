import type { HttpRequest } from '../simulate/index';
import type { Forwarding } from './forward';
import type { Passage } from './passage';

/** Connections to one place, as many as there are requests at once. Timeouts are the caller's business. */
export interface Lanes {
  /** Sends a request with the given body; the one that it carries itself is left out. */
  send(request: HttpRequest, body: RequestBody, passage: Passage | undefined, handler: Forwarding): void;
  /** Lets running requests end. */
  close(): Promise<void>;
  /** Breaks them. */
  destroy(): Promise<void>;
}

export type RequestBody = Uint8Array | AsyncIterable<Uint8Array> | undefined;

/** One connection. It knows the request that it carries, of which there is one at a time. */
export interface Lane {
  passage: Passage | undefined;
}

/** Bytes. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html, 502 */
export const maxResponseHeader = 32 * 1024;

/** Path and query as they stand on the wire. What may not stand there is encoded. */
export function targetOf({ path, query }: HttpRequest): string {
  const target = query === '' ? path : `${path}?${query}`;
  return /[^\x21-\xff]/.test(target) ? target.replace(/[^\x21-\xff]/g, encodeURIComponent) : target;
}
