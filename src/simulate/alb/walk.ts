import {
  arrive,
  blocksOf,
  explain,
  markBlocked,
  type Answered,
  type Journey,
  type Outcome,
  type Way,
} from '../journey';
import { namesIn } from '../headers';
import { find } from '../lookup';
import type { HeaderField, HttpRequest, HttpResponse, Peer } from '../message';
import type { AlbListenerModel, AlbModel, TargetGroupModel, TargetModel } from '../model';
import { blockedBy, type Block } from '../network/security';
import type { Facts } from '../trace';
import { callTarget, type TargetResult } from '../target/call';
import { chooseTarget, targetName } from '../target/choose';
import { then, type Waiting } from '../waiting';
import { attributesOf } from './attributes';
import { albDecide, type AlbForward } from './decide';
import { page } from './pages';
import { stickyCookies, stickyValue } from './stickiness';

/** Sends a request to a port of an ALB and follows it to its target. */
export function throughAlb(journey: Journey, alb: AlbModel, port: number, request: HttpRequest, peer: Peer): Way {
  const listener = alb.listeners.find((candidate) => candidate.port === port);
  if (!listener) return noListener(journey, alb, port, request);
  const mismatch = schemeMismatch(journey, alb, listener, request);
  if (mismatch) return mismatch;

  const decision = albDecide(alb, listener, request, peer, journey.options);
  const facts: { -readonly [Key in keyof Facts]: Facts[Key] } = { listenerPort: port };
  if (decision.rule !== undefined) facts.rule = decision.rule;
  if (decision.action !== undefined) facts.action = decision.action;
  const { logicalId } = alb;
  const hop = arrive(
    journey,
    { kind: 'alb', logicalId, decision: decision.decision, why: decision.why, request, alternatives: [], facts },
    decision.at,
  );
  explain(journey, hop, decision.alternatives);
  if (decision.kind === 'answer') {
    hop.response = decision.response;
    hop.level = decision.level;
    return { response: decision.response, afterMs: 0 };
  }

  const group = find(journey.world.targetGroups, decision.targetGroup);
  const forward = group ? withScheme(decision, group) : decision;
  hop.forwarded = forward.request;
  facts.targetGroup = group?.logicalId ?? decision.targetGroup;
  return then(toGroup(journey, alb, forward, group), (answered): Outcome => {
    hop.response = answered.response;
    if (answered.step) {
      hop.returned = answered.step;
      hop.level = 'error';
    }
    return answered;
  });
}

/** The balancer speaks to the target as the group says, whatever the listener speaks. */
function withScheme(forward: AlbForward, group: TargetGroupModel): AlbForward {
  const scheme = group.protocol === 'HTTPS' ? 'https' : 'http';
  return forward.request.scheme === scheme ? forward : { ...forward, request: { ...forward.request, scheme } };
}

function noListener(journey: Journey, alb: AlbModel, port: number, request: HttpRequest): Outcome {
  const why = `"${alb.logicalId}" has no listener on port ${port}; it has ${alb.listeners.map((one) => one.port).join(', ') || 'none'}.`;
  arrive(journey, {
    kind: 'alb',
    logicalId: alb.logicalId,
    decision: `no listener on port ${port}`,
    why,
    ...(alb.at ? { at: alb.at } : {}),
    request,
    alternatives: alb.listeners.map((one) => ({
      what: `listener ${one.port}`,
      why: `is not on port ${port}`,
      ...(one.at ? { at: one.at } : {}),
    })),
    level: 'blocked',
  });
  return { failure: 'unreachable', why };
}

/** Plain HTTP on an HTTPS listener gets an answer; TLS on an HTTP listener none. */
function schemeMismatch(
  journey: Journey,
  alb: AlbModel,
  listener: AlbListenerModel,
  request: HttpRequest,
): Outcome | undefined {
  const wanted = listener.protocol === 'HTTPS' ? 'https' : 'http';
  if (request.scheme === wanted) return undefined;
  const hop = {
    kind: 'alb' as const,
    logicalId: alb.logicalId,
    ...(listener.at ? { at: listener.at } : {}),
    request,
    alternatives: [],
    level: 'error' as const,
    facts: { listenerPort: listener.port },
  };
  if (request.scheme === 'https') {
    const why = `The listener on port ${listener.port} speaks plain HTTP, so the TLS handshake fails.`;
    arrive(journey, { ...hop, decision: 'TLS handshake fails', why });
    return { failure: 'network', why };
  }
  const response = page(400);
  arrive(journey, {
    ...hop,
    decision: 'answers 400 itself',
    why: `The listener on port ${listener.port} speaks HTTPS and got plain HTTP.`,
    response,
  });
  return { response, afterMs: 0 };
}

type GroupAnswer = Answered & { readonly step?: { readonly decision: string; readonly why: string } };

function toGroup(
  journey: Journey,
  alb: AlbModel,
  forward: AlbForward,
  group: TargetGroupModel | undefined,
): GroupAnswer | Waiting<GroupAnswer> {
  const { options } = journey;
  if (!group) {
    return itself(503, `The target group "${forward.targetGroup}" is not part of this template, so it has no targets.`);
  }
  const incompatible = protocolProblem(group, forward.request);
  if (incompatible) return itself(464, incompatible);

  const sticky = stickyTarget(group, forward.request);
  const choice = chooseTarget(
    group,
    (target) => target.health ?? 'healthy',
    options.random,
    journey.turn && ((targets) => journey.turn?.(group, targets)),
  );
  const target = sticky ?? choice.target;
  if (!target) {
    arrive(journey, {
      kind: 'target-group',
      logicalId: group.logicalId,
      request: forward.request,
      decision: 'has no target',
      why: choice.why,
      alternatives: [],
      level: 'error',
    });
    return itself(503, choice.why);
  }
  const name = targetName(target);
  const chosen = arrive(
    journey,
    {
      kind: 'target-group',
      logicalId: group.logicalId,
      decision: `picks ${name}`,
      why: sticky ? 'The stickiness cookie keeps the client on this target.' : choiceReason(choice.why),
      request: forward.request,
      alternatives: sticky ? choice.alternatives.filter(({ what }) => what !== name) : choice.alternatives,
      facts: { target: name, failOpen: choice.target !== undefined && choice.failOpen },
    },
    target.at,
  );

  const blocked = blockedTarget(journey, alb, group, target);
  if (blocked) {
    markBlocked(chosen, blocked);
    return itself(504, blocked.why, 10_000);
  }
  return then(callTarget(journey, group, target, forward.request), (result): GroupAnswer => {
    const answered = answer(alb, result);
    chosen.response = answered.response;
    const response = passedOn(
      answered.response,
      forward.cookies,
      targetCookies(group, target, answered.response, options.now),
    );
    const { afterMs, step } = answered;
    return step ? { response, afterMs, step } : { response, afterMs };
  });
}

function choiceReason(why: string): string {
  return why.charAt(0).toUpperCase() + why.slice(1);
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-protocol-version */
function protocolProblem(group: TargetGroupModel, request: HttpRequest): string | undefined {
  const version = group.protocolVersion ?? 'HTTP1';
  const isHttp2 = /^2/.test(request.httpVersion ?? '1.1');
  if (version === 'HTTP1' || group.type === 'lambda') return undefined;
  if (!isHttp2)
    return `"${group.logicalId}" takes ${version} only, and the request is HTTP/${request.httpVersion ?? '1.1'}.`;
  if (version === 'GRPC' && request.method !== 'POST') return `"${group.logicalId}" takes gRPC only, which uses POST.`;
  return undefined;
}

function blockedTarget(
  journey: Journey,
  alb: AlbModel,
  group: TargetGroupModel,
  target: TargetModel,
): Block | undefined {
  const port = target.port ?? group.port;
  if (journey.options.securityGroups === 'ignore' || group.type === 'lambda' || port === undefined) return undefined;
  // Without groups on either side there is nothing to check.
  if (!alb.securityGroups && !target.securityGroups) return undefined;
  return blockedBy(
    journey.world,
    { name: `"${alb.logicalId}"`, ...groupsOf(alb), addresses: blocksOf(journey.world, alb.subnets) },
    { name: targetName(target), ...groupsOf(target), addresses: /^[\d.:a-f]+$/i.test(target.id) ? [target.id] : [] },
    port,
  );
}

function groupsOf(owner: { readonly securityGroups?: readonly string[] }): {
  readonly securityGroups?: readonly string[];
} {
  return owner.securityGroups ? { securityGroups: owner.securityGroups } : {};
}

/**
 * What the balancer makes of a target's result.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
function answer(alb: AlbModel, result: TargetResult): GroupAnswer {
  const idleMs = attributesOf(alb).idleTimeoutSeconds * 1000;
  if ('failure' in result) {
    switch (result.failure) {
      case 'connect-timeout':
        return itself(504, 'The target did not accept the connection within 10 seconds.', 10_000);
      case 'no-answer':
        return itself(504, `The target did not answer within the idle timeout of ${idleMs / 1000} seconds.`, idleMs);
      case 'refused':
        return itself(502, 'The target refused the connection.');
      case 'reset':
        return itself(502, 'The target closed the connection before it had answered.');
      case 'malformed':
        return itself(502, 'What the target sent is no HTTP response.');
      case 'headers-too-large':
        return itself(502, 'The response header of the target is longer than 32 K.');
      case 'tls':
        return itself(502, 'The TLS handshake with the target failed.');
    }
  }
  if (result.afterMs > idleMs)
    return itself(504, `The target did not answer within the idle timeout of ${idleMs / 1000} seconds.`, idleMs);
  let headerLength = 0;
  for (const field of result.response.headers) headerLength += field[0].length + field[1].length + 4;
  if (headerLength > 32 * 1024) return itself(502, 'The response header of the target is longer than 32 K.');
  return result;
}

function itself(status: number, why: string, afterMs = 0): GroupAnswer {
  return { response: page(status), afterMs, step: { decision: `answers ${status} itself`, why } };
}

/** The target's answer as the client gets it: connection headers are the balancer's own. */
function passedOn(response: HttpResponse, ...cookies: readonly (readonly HeaderField[])[]): HttpResponse {
  const headers = response.headers.filter((field) => !isConnection(field[0]));
  headers.push(keepAlive);
  for (const list of cookies) headers.push(...list);
  return { status: response.status, headers, body: response.body };
}

const isConnection = namesIn(['connection', 'keep-alive', 'proxy-connection']);
const keepAlive: HeaderField = ['Connection', 'keep-alive'];

function stickyTarget(group: TargetGroupModel, request: HttpRequest): TargetModel | undefined {
  if (group.attributes?.['stickiness.enabled'] !== 'true') return undefined;
  const name = group.attributes['stickiness.type'] === 'app_cookie' ? 'AWSALBAPP-0' : 'AWSALB';
  const remembered = stickyValue(request.headers, name);
  return group.targets.find(
    (target) => targetName(target) === remembered && (target.health ?? 'healthy') === 'healthy',
  );
}

function targetCookies(
  group: TargetGroupModel,
  target: TargetModel,
  response: HttpResponse,
  now: number,
): HeaderField[] {
  const attributes = group.attributes ?? {};
  if (attributes['stickiness.enabled'] !== 'true') return [];
  const day = 86_400;
  if (attributes['stickiness.type'] !== 'app_cookie') {
    const seconds = Number(attributes['stickiness.lb_cookie.duration_seconds']) || day;
    return stickyCookies('AWSALB', targetName(target), new Date(now + seconds * 1000));
  }
  const name = attributes['stickiness.app_cookie.cookie_name'] ?? '';
  const isSet = response.headers.some(
    ([field, value]) => field.toLowerCase() === 'set-cookie' && value.startsWith(`${name}=`),
  );
  if (!isSet) return [];
  const seconds = Number(attributes['stickiness.app_cookie.duration_seconds']) || day;
  return stickyCookies('AWSALBAPP-0', targetName(target), new Date(now + seconds * 1000)).slice(0, 1);
}
