import { hasHeader } from '../headers';
import { arrive, type Journey, type Outcome } from '../journey';
import type { HeaderField, HttpRequest, HttpResponse } from '../message';
import type { SourceSpan, TargetBehaviour, TargetFailure, TargetGroupModel, TargetModel } from '../model';
import { httpDate } from '../time';
import type { Waiting } from '../waiting';
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

/** Brings a request to a target and records the hop. */
export function callTarget(
  journey: Journey,
  group: TargetGroupModel,
  target: TargetModel,
  request: HttpRequest,
): Waiting<TargetResult> {
  // Written out, as all objects on this way: a spread costs more than the rest of it.
  const { method, scheme, path, query, headers, body, httpVersion = '1.1' } = request;
  const targetGroup = group.name ?? group.logicalId;
  const asked = { method, scheme, path, query, headers, body, httpVersion, targetGroup, target: target.id };
  return callBehaviour(journey, target.behaviour ?? echo, asked, 'target', targetName(target), target.at);
}

/** Brings a request to whoever behaves like that, and records the hop. */
export function callBehaviour(
  journey: Journey,
  behaviour: TargetBehaviour,
  request: Parameters<TargetBehaviour>[0],
  kind: 'target' | 'internet',
  logicalId: string,
  at?: SourceSpan,
): Waiting<TargetResult> {
  const open = arrive(
    journey,
    {
      kind,
      logicalId,
      decision: 'has not answered',
      why: 'No answer came before the request was given up.',
      request,
      alternatives: [],
    },
    at,
  );
  return {
    behaviour,
    request,
    resume: (outcome) => {
      if ('failure' in outcome) {
        [open.decision, open.why] = failures[outcome.failure];
        open.level = 'error';
        return outcome;
      }
      const response = served(outcome, request.method, journey.options.now);
      const afterMs = outcome.delayMs ?? 0;
      open.decision = `answers ${response.status}`;
      open.why = afterMs > 0 ? `It answers after ${afterMs} ms.` : 'It answers the request.';
      open.response = response;
      return { response, afterMs };
    },
  };
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
