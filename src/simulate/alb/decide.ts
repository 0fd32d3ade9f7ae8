import { header, withHeader } from '../headers';
import type { HeaderField, HeaderList, HttpRequest, HttpResponse, Peer } from '../message';
import type {
  ActionModel,
  AlbListenerModel,
  AlbModel,
  ForwardAction,
  RuleModel,
  SourceSpan,
  WeightedTargetGroup,
} from '../model';
import type { Alternative, SimOptions } from '../trace';
import { attributesOf } from './attributes';
import { authenticate, validateJwt } from './authenticate';
import { rejection } from './checks';
import { RequestFacts } from './conditions';
import { albForwardHeaders } from './forward-headers';
import { balancerAnswer, page } from './pages';
import { redirectLocation } from './redirect';
import { chooseRule, defaultActions, type PreparedRule } from './rule-book';
import { stickyCookies, stickyValue } from './stickiness';
import { transform } from './transforms';

export type AlbOptions = Required<Pick<SimOptions, 'authorization' | 'random' | 'now'>>;

/** What a listener does with a request: answer it, or forward it to a target group. */
export type AlbDecision = AlbAnswer | AlbForward;

interface Reasons {
  readonly listener: AlbListenerModel;
  /** Absent when the request was refused before the rules. */
  readonly rule?: number | 'default';
  readonly action?: ActionModel['type'];
  readonly decision: string;
  readonly why: string;
  readonly at?: SourceSpan;
  /** What lost, worked out when asked for. */
  alternatives(): readonly Alternative[];
}

export interface AlbAnswer extends Reasons {
  readonly kind: 'answer';
  readonly response: HttpResponse;
  readonly level: 'ok' | 'error';
}

export interface AlbForward extends Reasons {
  readonly kind: 'forward';
  /** Key or alias of the chosen target group. */
  readonly targetGroup: string;
  /** What the target receives. */
  readonly request: HttpRequest;
  /** `Set-Cookie` fields to add to the target's answer. */
  readonly cookies: readonly HeaderField[];
}

/** Decides for one request on one listener. Pure; the body of the request is not looked at. */
export function albDecide(
  alb: AlbModel,
  listener: AlbListenerModel,
  request: HttpRequest,
  peer: Peer,
  options: AlbOptions,
): AlbDecision {
  const rejected = rejection(request, attributesOf(alb));
  if (rejected) {
    return {
      kind: 'answer',
      listener,
      decision: `answers ${rejected.status} itself`,
      why: rejected.why,
      alternatives: () => [],
      response: page(rejected.status),
      level: 'error',
    };
  }
  const { winner, lost } = chooseRule(listener, new RequestFacts(request, peer));
  const rule = winner?.rule.priority ?? ('default' as const);
  return act(alb, request, peer, options, winner, { listener, rule, alternatives: lost });
}

type RuleReasons = Pick<Reasons, 'listener' | 'alternatives'> & { readonly rule: number | 'default' };

/** Runs the actions in order; authentication may end them, one of the others must. */
function act(
  alb: AlbModel,
  request: HttpRequest,
  peer: Peer,
  options: AlbOptions,
  winner: PreparedRule | undefined,
  reasons: RuleReasons,
): AlbDecision {
  const { listener } = reasons;
  const rule = winner?.rule;
  const label = winner?.label ?? 'the default rule';
  const matched = winner?.reason ?? defaultReason(listener);
  const answer = (
    action: ActionModel['type'],
    response: HttpResponse,
    decision: string,
    why: string,
    at: SourceSpan | undefined,
    level: AlbAnswer['level'] = 'ok',
  ): AlbAnswer => ({ kind: 'answer', ...reasons, action, response, decision, why, level, ...(at ? { at } : {}) });

  for (const action of winner?.actions ?? defaultActions(listener)) {
    const at = action.at ?? rule?.at ?? listener.at;
    switch (action.type) {
      case 'authenticate-cognito':
      case 'authenticate-oidc':
      case 'jwt-validation': {
        if (options.authorization === 'let-pass') continue;
        const stop =
          action.type === 'jwt-validation' ? validateJwt(action, request) : authenticate(action, listener, request);
        if (stop)
          return answer(
            action.type,
            stop.response,
            `${label} answers ${stop.response.status} (${action.type})`,
            stop.why,
            at,
          );
        continue;
      }
      case 'redirect': {
        const status = action.statusCode === 'HTTP_301' ? 301 : 302;
        const location = redirectLocation(action, listener, request);
        return answer(
          'redirect',
          page(status, [['Location', location]]),
          `${label} redirects to ${location}`,
          matched,
          at,
        );
      }
      case 'fixed-response': {
        const response = balancerAnswer(
          Number(action.statusCode),
          action.contentType ?? 'text/plain',
          action.messageBody ?? '',
        );
        return answer(
          'fixed-response',
          response,
          `${label} answers ${action.statusCode} (fixed response)`,
          matched,
          at,
        );
      }
      case 'forward': {
        const rewritten = applyTransforms(rule, request);
        if ('failure' in rewritten) {
          return answer(
            'forward',
            page(500),
            `${label} fails to rewrite the request`,
            `A transform failed: ${rewritten.failure}.`,
            at,
            'error',
          );
        }
        const chosen = chooseGroup(action, request, options);
        if (!chosen) {
          return answer(
            'forward',
            page(503),
            `${label} forwards nowhere`,
            'None of its target groups has a weight above zero.',
            at,
            'error',
          );
        }
        return {
          kind: 'forward',
          listener,
          rule: reasons.rule,
          action: 'forward',
          decision: `${label} forwards to ${chosen.group.targetGroup}`,
          why: `${matched} ${chosen.why}${rewritten.why}`.trim(),
          ...(at ? { at } : {}),
          alternatives:
            chosen.alternatives.length === 0
              ? reasons.alternatives
              : () => [...reasons.alternatives(), ...chosen.alternatives],
          targetGroup: chosen.group.targetGroup,
          request: withHeaders(rewritten.request, albForwardHeaders(alb, listener, rewritten.request, peer, options)),
          cookies: chosen.cookies,
        };
      }
    }
  }
  return answer(
    'fixed-response',
    page(500),
    `${label} has no final action`,
    'A rule needs a forward, redirect or fixed-response action.',
    rule?.at ?? listener.at,
    'error',
  );
}

function withHeaders(request: HttpRequest, headers: HeaderList): HttpRequest {
  const { method, scheme, path, query, body, httpVersion = '1.1' } = request;
  return { method, scheme, path, query, headers, body, httpVersion };
}

function defaultReason(listener: AlbListenerModel): string {
  return listener.rules.length === 0 ? 'The listener has no other rule.' : 'No other rule of the listener matches.';
}

/** Path, query and host after the rule's transforms; they play no part in choosing the rule. */
function applyTransforms(
  rule: RuleModel | undefined,
  request: HttpRequest,
): { readonly request: HttpRequest; readonly why: string } | { readonly failure: string } {
  let current = request;
  let why = '';
  for (const step of rule?.transforms ?? []) {
    const isUrl = step.type === 'url-rewrite';
    const before = isUrl ? urlOf(current) : (header(current.headers, 'host') ?? '');
    const after = transform(step, before);
    if ('failure' in after) return after;
    if (after.text === before) continue;
    why += ` ${step.type} turns ${before} into ${after.text}.`;
    if (!isUrl) current = { ...current, headers: withHeader(current.headers, 'Host', after.text) };
    else {
      const mark = after.text.indexOf('?');
      const path = mark < 0 ? after.text : after.text.slice(0, mark);
      current = {
        ...current,
        path: path.startsWith('/') ? path : `/${path}`,
        query: mark < 0 ? '' : after.text.slice(mark + 1),
      };
    }
  }
  return { request: current, why };
}

function urlOf(request: HttpRequest): string {
  return request.query === '' ? request.path : `${request.path}?${request.query}`;
}

/** One target group by weight, or the one that the client's cookie names. */
function chooseGroup(
  action: ForwardAction,
  request: HttpRequest,
  options: AlbOptions,
): { group: WeightedTargetGroup; why: string; alternatives: Alternative[]; cookies: HeaderField[] } | undefined {
  const groups = action.targetGroups;
  const only = groups[0];
  if (!only) return undefined;
  if (groups.length === 1) return { group: only, why: '', alternatives: [], cookies: [] };

  const isSticky = action.stickiness?.enabled === true;
  const remembered = isSticky ? stickyValue(request.headers, 'AWSALBTG') : undefined;
  const group = groups.find(({ targetGroup }) => targetGroup === remembered) ?? byWeight(groups, options.random());
  if (!group) return undefined;
  const seconds = action.stickiness?.durationSeconds ?? 3600;
  return {
    group,
    why:
      group.targetGroup === remembered
        ? 'The cookie AWSALBTG keeps the client on this target group.'
        : `The weights decide: ${group.weight ?? 1} of ${totalWeight(groups)}.`,
    alternatives: groups
      .filter((other) => other !== group)
      .map((other) => ({
        what: other.targetGroup,
        why: `has weight ${other.weight ?? 1}`,
        ...(other.at ? { at: other.at } : {}),
      })),
    cookies: isSticky ? stickyCookies('AWSALBTG', group.targetGroup, new Date(options.now + seconds * 1000)) : [],
  };
}

function totalWeight(groups: readonly WeightedTargetGroup[]): number {
  return groups.reduce((sum, { weight }) => sum + (weight ?? 1), 0);
}

function byWeight(groups: readonly WeightedTargetGroup[], random: number): WeightedTargetGroup | undefined {
  let left = random * totalWeight(groups);
  for (const group of groups) {
    left -= group.weight ?? 1;
    if (left < 0 && (group.weight ?? 1) > 0) return group;
  }
  return undefined;
}
