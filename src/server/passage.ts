import type { Hop, HttpRequest, HttpResponse, IntegrationCall } from '../simulate/index';
import type { Lane } from './forward';
import type { LiveWorld } from './live-world';

/** One request of a client on its way through the hops. */
export interface Passage {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** The world as it was when the request came in: a reload in between does not change its way. */
  readonly live: LiveWorld;
  readonly call: IntegrationCall;
  /** What the balancers on the way have to say, in the order in which the request reached them. */
  readonly hops: Hop[];
  /** The same as far as it is known while the target has not answered. */
  pending: (() => readonly Hop[]) | undefined;
  /** The connection that carries it, once there is one. */
  lane: Lane | undefined;
}

/** A request that is done. */
export interface LiveTrace {
  readonly id: number;
  readonly startedAt: number;
  /** Milliseconds until the last byte was handed to the client. */
  readonly took: number;
  readonly request: HttpRequest;
  /** Absent when the client went away before it got one. */
  readonly response?: HttpResponse;
  readonly hops: readonly Hop[];
  /** What only the live way knows, e.g. that the client went away. */
  readonly note?: string;
  /** What a second engine made of the same request, where there is one. */
  readonly second?: SecondAnswer;
}

/** The answer of a second engine. The client got this one. */
export interface SecondAnswer {
  readonly engine: string;
  /** Absent when none came; then `problem` says why. */
  readonly response?: HttpResponse;
  readonly problem?: string;
  /** Milliseconds. */
  readonly took: number;
  /** Behind its gateway. */
  readonly hops: readonly Hop[];
  /** Where it answers otherwise than the embedded engine; empty where both agree. */
  readonly differences: readonly Difference[];
}

/** One point in which two answers differ. */
export interface Difference {
  /** `status`, `header content-type`, `body`, or a place in a JSON body such as `body.items[0].id`. */
  readonly what: string;
  readonly embedded: string;
  readonly second: string;
}

/** The last requests, newest last. */
export interface Traces {
  add(trace: LiveTrace): void;
  list(): readonly LiveTrace[];
  find(id: number): LiveTrace | undefined;
  /** Calls back with each new one until the returned function is called. */
  subscribe(listener: (trace: LiveTrace) => void): () => void;
}

/** Bytes of a body that a trace keeps. */
const keptBody = 2048;

/** Keeps the last `size` traces; what an older one held is given up. */
export function createTraces(size = 200): Traces {
  const ring: (LiveTrace | undefined)[] = Array.from({ length: size });
  const listeners = new Set<(trace: LiveTrace) => void>();
  let count = 0;
  return {
    add(trace) {
      const kept = slim(trace);
      ring[count++ % size] = kept;
      for (const listener of listeners) listener(kept);
    },
    list: () => [...ring.slice(count % size), ...ring.slice(0, count % size)].filter((trace) => trace !== undefined),
    find: (id) => ring.find((trace) => trace?.id === id),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Cuts long bodies, so that the ring does not hold megabytes. */
function slim(trace: LiveTrace): LiveTrace {
  const { second } = trace;
  const isSecondSlim = isSlim(second?.response) && (second?.hops ?? []).every(hasSlimParts);
  if (isSlim(trace.request) && isSlim(trace.response) && isSecondSlim && trace.hops.every(hasSlimParts)) return trace;
  const cut = <T extends { readonly body: Uint8Array }>(message: T): T =>
    isSlim(message) ? message : { ...message, body: message.body.slice(0, keptBody) };
  const cutHop = (hop: Hop): Hop => ({
    ...hop,
    request: cut(hop.request),
    ...(hop.forwarded ? { forwarded: cut(hop.forwarded) } : {}),
    ...(hop.response ? { response: cut(hop.response) } : {}),
  });
  return {
    ...trace,
    request: cut(trace.request),
    ...(trace.response ? { response: cut(trace.response) } : {}),
    hops: trace.hops.map(cutHop),
    ...(second
      ? {
          second: {
            ...second,
            ...(second.response ? { response: cut(second.response) } : {}),
            hops: second.hops.map(cutHop),
          },
        }
      : {}),
  };
}

function hasSlimParts({ request, forwarded, response }: Hop): boolean {
  return isSlim(request) && isSlim(forwarded) && isSlim(response);
}

function isSlim(message: { readonly body: Uint8Array } | undefined): boolean {
  return message === undefined || message.body.length <= keptBody;
}
