/** What came back over a connection of the gateway, in the engine's words. */
import { isAnswered, type Outcome } from '../simulate/journey';
import { isWaiting } from '../simulate/waiting';
import type { CallFailure, Hop, HttpResponse, TargetOutcome } from '../simulate/index';
import { failureOf } from './forward';
import { journeyIn, shown, type Live } from './live';
import type { LiveWorld } from './live-world';
import type { Passage } from './passage';
import { NoRoute, routeOf, throughCall } from './route';
import { framed } from './wire';

/** What the outcome of a call is judged by. */
export interface Moment {
  readonly live: Live;
  readonly world: LiveWorld;
  readonly startedAt: number;
}

/** What the gateway gets for an answer. Where no ALB stands before the target, the engine is asked what comes of it. */
export function fromBackend(moment: Moment, passage: Passage, answer: HttpResponse): HttpResponse | CallFailure {
  if (!isDirect(passage)) return answer;
  const headers = framed([...answer.headers], answer.status, passage.call.request.method);
  const outcome = direct(moment, passage, { ...answer, headers });
  return isAnswered(outcome) ? { ...outcome.response, body: answer.body } : failed(outcome);
}

/** What the gateway makes of a connection that broke, or never came about. */
export function fromFailure(moment: Moment, passage: Passage, error: Error): CallFailure {
  if (error instanceof NoRoute) {
    passage.journey = { hops: error.hops.map((hop) => ({ ...hop, request: passage.call.request })) };
    return failed(error.outcome);
  }
  const outcome = isDirect(passage) ? direct(moment, passage, { failure: failureOf(error) }) : undefined;
  if (outcome && !isAnswered(outcome)) return failed(outcome);
  return { failure: 'network', why: 'The connection broke before a whole answer had come.' };
}

/** The hops between gateway and target, as this request met them; to be put together when someone wants to see them. */
export function wayOf({ call, journey, lane }: Passage, backend: HttpResponse | undefined): () => readonly Hop[] {
  // The lane may carry another request, over another connection, by then.
  const route = lane && routeOf(lane);
  const { request } = call;
  return () => {
    const hops = shown(journey);
    if (!route || (route.direct && hops.length > 0)) return hops;
    const answered = backend ? { response: backend } : {};
    return [...route.hops.map((hop) => ({ ...hop, request, forwarded: request, ...answered })), ...hops];
  };
}

function isDirect({ lane }: Passage): boolean {
  return lane !== undefined && routeOf(lane)?.direct !== undefined;
}

function direct({ live, world, startedAt }: Moment, passage: Passage, said: TargetOutcome): Outcome {
  const draws = passage.lane && routeOf(passage.lane)?.direct;
  const journey = journeyIn(live, world.world, draws ? draws.again() : live.random, startedAt);
  const way = throughCall(journey, passage.call);
  passage.journey = journey;
  return isWaiting(way) ? way.resume(said) : way;
}

function failed({ failure, why }: Exclude<Outcome, { readonly response: HttpResponse }>): CallFailure {
  return { failure: failure === 'silent' ? 'timeout' : failure, why };
}
