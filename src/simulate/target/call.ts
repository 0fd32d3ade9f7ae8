import { hasHeader } from '../headers';
import { arrive, type Journey, type Outcome } from '../journey';
import type { HeaderField, HttpRequest, HttpResponse } from '../message';
import type { TargetBehaviour, TargetFailure, TargetGroupModel, TargetModel } from '../model';
import { httpDate } from '../time';
import { targetName } from './choose';
import { echo } from './echo';

const failures: Readonly<Record<TargetFailure['failure'], readonly [decision: string, why: string]>> = {
  refused: ['refuses the connection', 'Nothing listens on its port.'],
  'connect-timeout': ['does not accept the connection', 'It does not answer the connection attempt.'],
  'no-answer': ['never answers', 'It takes the request and stays silent.'],
  reset: ['breaks the connection', 'It closes the connection before a whole answer was sent.'],
  malformed: ['answers garbage', 'What it sends is no HTTP response.'],
  'headers-too-large': ['sends headers that are too large', 'Its response headers exceed the limit.'],
  tls: ['fails the TLS handshake', 'It does not speak TLS as the group expects.'],
};

/** What a target gave, before the load balancer in front makes something of it. */
export type TargetResult = { readonly response: HttpResponse; readonly afterMs: number } | TargetFailure;

/** Lets a target answer and records the hop. */
export function callTarget(
  journey: Journey,
  group: TargetGroupModel,
  target: TargetModel,
  request: HttpRequest,
): TargetResult {
  const behaviour = target.behaviour ?? echo;
  return callBehaviour(
    journey,
    behaviour,
    { ...request, targetGroup: group.name ?? group.logicalId, target: target.id },
    {
      kind: 'target',
      logicalId: targetName(target),
      ...(target.at ? { at: target.at } : {}),
    },
  );
}

/** Lets any behaviour answer and records the hop. */
export function callBehaviour(
  journey: Journey,
  behaviour: TargetBehaviour,
  request: Parameters<TargetBehaviour>[0],
  hop: Pick<Parameters<typeof arrive>[1], 'kind' | 'logicalId' | 'at'>,
): TargetResult {
  const outcome = behaviour(request);
  if ('failure' in outcome) {
    const [decision, why] = failures[outcome.failure];
    arrive(journey, { ...hop, decision, why, request, alternatives: [], level: 'error' });
    return outcome;
  }
  const response = served(outcome, request.method, journey.options.now);
  const afterMs = outcome.delayMs ?? 0;
  arrive(journey, {
    ...hop,
    decision: `answers ${response.status}`,
    why: afterMs > 0 ? `It answers after ${afterMs} ms.` : 'It answers the request.',
    request,
    response,
    alternatives: [],
  });
  return { response, afterMs };
}

/** Adds what every HTTP server sends, length and date, and leaves out the body where HTTP has none. */
function served(response: HttpResponse, method: string, now: number): HttpResponse {
  const headers: HeaderField[] = [...response.headers];
  const hasBody = response.status !== 204 && response.status !== 304;
  if (hasBody && !hasHeader(headers, 'content-length') && !hasHeader(headers, 'transfer-encoding')) {
    headers.push(['Content-Length', String(response.body.length)]);
  }
  if (!hasHeader(headers, 'date')) headers.push(['Date', httpDate(now)]);
  return { status: response.status, headers, body: hasBody && method !== 'HEAD' ? response.body : noBody };
}

const noBody = new Uint8Array(0);

/** The outcome where no HTTP hop stands before the target that could turn a failure into a status. */
export function withoutBalancer(result: TargetResult): Outcome {
  if (!('failure' in result)) return result;
  const why = failures[result.failure][1];
  if (result.failure === 'no-answer') return { failure: 'silent', why };
  return {
    failure: result.failure === 'refused' || result.failure === 'connect-timeout' ? 'unreachable' : 'network',
    why,
  };
}
