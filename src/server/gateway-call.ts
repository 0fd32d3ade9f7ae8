import type * as http from 'node:http';
import { isAnswered, type Outcome } from '../simulate/journey';
import {
  gatewayResponse,
  type CallFailure,
  type GatewayCall,
  type HeaderField,
  type HttpResponse,
  type TargetOutcome,
} from '../simulate/index';
import { failureOf, forward, type Call, type Receiver } from './forward';
import { gatewayHop } from './gateway-hop';
import { journeyIn, type Live } from './live';
import type { LiveWorld } from './live-world';
import type { Passage } from './passage';
import { tell } from './probe';
import { maxBody } from './request-body';
import { openStream, wholeNeeded, type ResponseStream } from './response-stream';
import { lanesFor, NoRoute, routeOf, throughCall } from './route';
import { framed, send } from './wire';

/** A client's request at the gateway. */
export interface Visit {
  readonly live: Live;
  readonly world: LiveWorld;
  readonly response: http.ServerResponse;
  readonly startedAt: number;
}

/** An answer that is longer, or takes longer after its head, goes to the client as it comes; all others at once and whole. */
const heldBytes = 64 * 1024;
const heldMs = 50;

/** Calls the integration's backend over real sockets and answers the client. `body` replaces that of the call. */
export function startCall(visit: Visit, decision: GatewayCall, body?: AsyncIterable<Uint8Array>): void {
  const { live, world, response, startedAt } = visit;
  const { call, exchange } = decision;
  const passage: Passage = {
    id: live.nextId(),
    startedAt,
    live: world,
    call,
    hops: [],
    pending: undefined,
    lane: undefined,
  };
  let head: { readonly status: number; readonly headers: HeaderField[] } | undefined;
  let held: Buffer[] = [];
  let heldLength = 0;
  let stream: ResponseStream | undefined;
  let isOver = false;

  const over = (): boolean => {
    if (isOver) return false;
    isOver = true;
    clearTimeout(timer);
    return true;
  };
  const keep = (
    answered: Partial<ReturnType<typeof gatewayResponse>>,
    backend: HttpResponse | undefined,
    note?: string,
  ): void => {
    live.traces.add({
      id: passage.id,
      startedAt,
      took: live.now() - startedAt,
      request: exchange.request,
      ...(answered.response ? { response: answered.response } : {}),
      hops: [
        gatewayHop(
          decision,
          answered.step ? (answered as ReturnType<typeof gatewayResponse>) : undefined,
          answered.response,
        ),
        ...way(passage, backend),
      ],
      ...(note === undefined ? {} : { note }),
    });
  };
  const finish = (outcome: HttpResponse | CallFailure): void => {
    if (!over() || response.headersSent) return;
    const answered = gatewayResponse(exchange, outcome);
    send(response, answered.response);
    keep(answered, 'failure' in outcome ? undefined : outcome);
  };
  const startStream = (): void => {
    if (isOver || stream || !head || wholeNeeded(exchange, head.headers)) return;
    const outcome = fromBackend(visit, passage, { ...head, body: new Uint8Array(0) });
    if ('failure' in outcome) {
      underway.abort();
      finish(outcome);
      return;
    }
    clearTimeout(timer);
    const answered = gatewayResponse(exchange, outcome);
    stream = openStream(exchange, answered.response, head.headers, response, () => underway.resume());
    for (const chunk of held) stream.write(chunk);
    held = [];
    response.once('finish', () =>
      keep(answered, outcome, 'The answer went to the client as it came; its body is not kept.'),
    );
  };

  const receiver: Receiver = {
    head: (status, headers) => {
      head = { status, headers };
      // Most answers are whole by the end of this tick and need no timer.
      queueMicrotask(() => {
        if (!isOver && !stream) setTimeout(startStream, heldMs).unref();
      });
    },
    data: (chunk) => {
      if (stream) return stream.write(chunk);
      held.push(chunk);
      heldLength += chunk.length;
      if (heldLength > heldBytes) startStream();
      if (heldLength <= maxBody || stream) return true;
      underway.abort();
      finish({
        failure: 'configuration',
        why: `The answer has more than ${maxBody} bytes, and the integration needs all of it at once.`,
      });
      return false;
    },
    end: () => {
      if (stream) {
        over();
        stream.end();
      } else if (head) {
        const whole = held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held);
        finish(fromBackend(visit, passage, { ...head, body: whole }));
      }
    },
    fail: (error) => {
      if (stream) {
        if (!over()) return;
        response.destroy();
        keep({}, undefined, 'The answer broke off in the middle, and so did the connection of the client.');
      } else finish(fromFailure(visit, passage, error));
    },
  };

  const timer = setTimeout(() => {
    underway.abort();
    finish({ failure: 'timeout', why: `No answer came within the integration timeout of ${call.timeoutMs} ms.` });
  }, call.timeoutMs);
  const underway: Call = forward(
    lanesFor(live, world, call),
    call.request,
    body ?? call.request.body,
    passage,
    receiver,
  );
  response.once('close', () => {
    if (response.writableFinished || !over()) return;
    underway.abort();
    keep({}, undefined, 'The client went away before it had the whole answer.');
  });
}

/** What the outcome of a call is judged by. */
type Moment = Pick<Visit, 'live' | 'world' | 'startedAt'>;

/** The hops between gateway and target, as this request met them. */
export function way(passage: Passage, backend: HttpResponse | undefined): Passage['hops'] {
  const route = passage.lane && routeOf(passage.lane);
  const { request } = passage.call;
  const before =
    route && !(route.direct && passage.hops.length > 0)
      ? route.hops.map((hop) => ({ ...hop, request, forwarded: request, ...(backend ? { response: backend } : {}) }))
      : [];
  return [...before, ...passage.hops, ...(passage.pending?.() ?? [])];
}

/** What the gateway gets for an answer. Where no ALB stands before the target, the engine is asked what comes of it. */
export function fromBackend(visit: Moment, passage: Passage, answer: HttpResponse): HttpResponse | CallFailure {
  const framedAnswer = { ...answer, headers: framed([...answer.headers], answer.status, passage.call.request.method) };
  const outcome = direct(visit, passage, framedAnswer);
  if (!outcome) return answer;
  return isAnswered(outcome) ? { ...outcome.response, body: answer.body } : failed(outcome);
}

/** What the gateway makes of a connection that broke, or never came about. */
export function fromFailure(visit: Moment, passage: Passage, error: Error): CallFailure {
  if (error instanceof NoRoute) {
    passage.hops.push(...error.hops.map((hop) => ({ ...hop, request: passage.call.request })));
    return failed(error.outcome);
  }
  const outcome = direct(visit, passage, { failure: failureOf(error) });
  if (outcome && !isAnswered(outcome)) return failed(outcome);
  return { failure: 'network', why: 'The connection broke before a whole answer had come.' };
}

function direct({ live, world, startedAt }: Moment, passage: Passage, outcome: TargetOutcome): Outcome | undefined {
  const draws = passage.lane && routeOf(passage.lane)?.direct;
  if (!draws) return undefined;
  const journey = journeyIn(live, world.world, draws.again(), startedAt);
  const result = tell(outcome, () => throughCall(journey, passage.call));
  passage.hops.splice(0, passage.hops.length, ...journey.hops);
  return result;
}

function failed({ failure, why }: Exclude<Outcome, { readonly response: HttpResponse }>): CallFailure {
  return { failure: failure === 'silent' ? 'timeout' : failure, why };
}
