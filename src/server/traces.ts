import type { Hop, HttpRequest, HttpResponse } from '../simulate/index';

/** A request that is done. */
export interface LiveTrace {
  readonly id: number;
  /** Milliseconds since 1970. */
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

/** A trace as it comes in: most are never looked at, so that the hops are put together for those that are. */
export interface NewTrace extends Omit<LiveTrace, 'hops'> {
  readonly hops: readonly Hop[] | (() => readonly Hop[]);
}

/** A trace with its hops. */
export function whole(trace: NewTrace): LiveTrace {
  return { ...trace, hops: typeof trace.hops === 'function' ? trace.hops() : trace.hops };
}

/** The last requests, newest last. */
export interface Traces {
  add(trace: NewTrace): void;
  list(): readonly LiveTrace[];
  find(id: number): LiveTrace | undefined;
  /** Calls back with each new one until the returned function is called. */
  subscribe(listener: (trace: LiveTrace) => void): () => void;
}

/** Bytes of a body that a trace keeps. */
const keptBody = 2048;

/** Keeps the last `size` traces; what an older one held is given up. */
export function createTraces(size = 100): Traces {
  const ring: (KeptTrace | undefined)[] = Array.from({ length: size });
  const listeners = new Set<(trace: LiveTrace) => void>();
  let count = 0;
  return {
    add(trace) {
      const kept = new KeptTrace(trace);
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

class KeptTrace implements LiveTrace {
  readonly id: number;
  readonly startedAt: number;
  readonly took: number;
  readonly request: HttpRequest;
  declare readonly response?: HttpResponse;
  declare readonly note?: string;
  declare readonly second?: SecondAnswer;
  private known: readonly Hop[] | (() => readonly Hop[]);

  constructor(trace: NewTrace) {
    this.id = trace.id;
    this.startedAt = trace.startedAt;
    this.took = trace.took;
    this.request = cut(trace.request);
    if (trace.response) this.response = cut(trace.response);
    if (trace.note !== undefined) this.note = trace.note;
    if (trace.second) this.second = slimAnswer(trace.second);
    this.known = trace.hops;
    // A long body that hops hold is cut at once, so that the ring does not hold megabytes.
    if (this.request !== trace.request || this.response !== trace.response) this.known = whole(trace).hops.map(slim);
  }

  get hops(): readonly Hop[] {
    if (typeof this.known === 'function') this.known = this.known().map(slim);
    return this.known;
  }
}

function slimAnswer(second: SecondAnswer): SecondAnswer {
  const hops = second.hops.map(slim);
  return second.response ? { ...second, response: cut(second.response), hops } : { ...second, hops };
}

function slim(hop: Hop): Hop {
  const { request, forwarded, response } = hop;
  return {
    ...hop,
    request: cut(request),
    ...(forwarded ? { forwarded: cut(forwarded) } : {}),
    ...(response ? { response: cut(response) } : {}),
  };
}

function cut<T extends { readonly body: Uint8Array }>(message: T): T {
  return message.body.length <= keptBody ? message : { ...message, body: message.body.slice(0, keptBody) };
}
