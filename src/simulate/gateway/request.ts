import type { HttpRequest, HttpResponse, Peer } from '../message';
import type { GatewayModel, IntegrationModel, SourceSpan } from '../model';
import type { Alternative, Facts, Hop, Step } from '../trace';
import { apiKeyProblem } from './api-keys';
import { authorizationProblem } from './authorize';
import { addressOf, type IntegrationCall } from './call';
import { enter } from './enter';
import type { Exchange, GatewayOptions } from './exchange';
import { gatewayError } from './gateway-responses';
import { integrate } from './integrate';
import { overLimit } from './limits';
import { placed, type Refusal } from './refusal';
import { customResponse } from './response';
import type { RouteMatch, Routing } from './router';
import { validationProblem } from './validate';

/** What the gateway makes of a request: a call to a backend, or an answer of its own. */
export type GatewayDecision = GatewayCall | GatewayAnswer;

interface Reasons {
  readonly exchange: Exchange;
  readonly decision: string;
  readonly why: string;
  readonly at?: SourceSpan;
  readonly alternatives: readonly Alternative[];
  readonly facts: Facts;
}

export interface GatewayCall extends Reasons {
  readonly kind: 'call';
  readonly call: IntegrationCall;
}

export interface GatewayAnswer extends Reasons {
  readonly kind: 'answer';
  readonly response: HttpResponse;
  readonly level: NonNullable<Hop['level']>;
  /** How a MOCK integration's answer was mapped. */
  readonly returned?: Step;
}

/**
 * The first half of a request's life in API Gateway, up to the call of the integration. Never throws on a user's
 * mistake: those become the answers that API Gateway would give.
 */
export function gatewayRequest(
  model: GatewayModel,
  request: HttpRequest,
  peer: Peer,
  options: GatewayOptions,
): GatewayDecision {
  const { exchange, routing } = enter(model, request, peer, options);
  const { stage, match } = exchange;
  const facts: { -readonly [Key in keyof Facts]: Facts[Key] } = {
    matched: match ? { resource: match.resource.path, method: match.methodKey } : null,
  };
  if (match) facts.pathParameters = match.pathParameters;
  if (stage) facts.stage = stage.name;
  const alternatives = lostRoutes(routing, exchange.method);
  const reasons = { exchange, alternatives, facts };

  const early = refusalBeforeIntegration(exchange);
  if (early) return refuse(reasons, early);
  const { methodKey, resource, method } = match as RouteMatch;
  const integration = method.integration as IntegrationModel;

  const integrated = integrate(exchange, integration);
  if ('refusal' in integrated) return refuse(reasons, integrated.refusal);
  const why = routeReason(exchange, routing);
  const at = method.at ?? resource.at;
  if ('mock' in integrated) {
    const returned = customResponse(exchange, integration, integrated.mock);
    return {
      kind: 'answer',
      ...reasons,
      why,
      ...placed(at),
      decision: `${methodKey} ${resource.path} is answered by its MOCK integration`,
      response: returned.response,
      returned: returned.step,
      level: returned.level,
      facts: returned.gatewayResponse === undefined ? facts : { ...facts, gatewayResponse: returned.gatewayResponse },
    };
  }
  const { call } = integrated;
  // Written out, as a spread costs more than the rest of it.
  const decided: { -readonly [Key in keyof GatewayCall]: GatewayCall[Key] } = {
    kind: 'call',
    exchange,
    alternatives,
    facts,
    decision: `${methodKey} ${resource.path} calls ${call.request.method} ${addressOf(call)}`,
    why: `${why}${unfilled(call.request.path)}${call.link ? ` ${stageReading[options.stageInPath]}` : ''}`,
    call,
  };
  if (at) decided.at = at;
  return decided;
}

/** Names in the path that nothing was mapped to: they travel as they are written, which is hardly what was meant. */
function unfilled(path: string): string {
  if (!path.includes('{') && !path.includes('%')) return '';
  const names = [...path.matchAll(/(?:\{|%7B)([^{}%/]+)(?:\}|%7D)/gi)].map((match) => match[1] ?? '');
  return names
    .map((name) => ` Nothing maps integration.request.path.${name}, so {${name}} goes out unfilled.`)
    .join('');
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
const stageReading: Readonly<Record<GatewayOptions['stageInPath'], string>> = {
  'as-recorded':
    'The backend path is that of the URI, without the stage, as recorded calls and deployed samples show; the guide says the stage is part of it.',
  'as-documented':
    'The stage stands before the path, as the guide says; recorded calls and deployed samples show it without.',
};

/**
 * In this order: size, stage, route, authorization, API key, validation.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
function refusalBeforeIntegration(exchange: Exchange): Refusal | undefined {
  const { stage, match } = exchange;
  if (!stage) return unknownStage(exchange);
  const limit = overLimit(exchange);
  if (limit) return limit;
  if (!match) return noRoute(exchange);
  const { method } = match;
  return (
    authorizationProblem(exchange, method) ??
    apiKeyProblem(exchange, method) ??
    validationProblem(exchange, method) ??
    (method.integration ? undefined : noIntegration(match))
  );
}

function refuse(reasons: Pick<Reasons, 'exchange' | 'alternatives' | 'facts'>, refusal: Refusal): GatewayAnswer {
  const error = gatewayError(reasons.exchange, refusal.type, refusal);
  return {
    kind: 'answer',
    ...reasons,
    response: error.response,
    decision: `answers ${error.response.status} (${refusal.label ?? refusal.type})`,
    why: refusal.why,
    ...placed(refusal.at ?? error.at),
    facts: { ...reasons.facts, gatewayResponse: refusal.type },
    level: 'error',
  };
}

function unknownStage(exchange: Exchange): Refusal {
  const names = exchange.model.stages.map(({ name }) => name).join(', ');
  return {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    label: 'no such stage',
    message: 'Forbidden',
    errorType: 'ForbiddenException',
    why: `The first segment of the path is no stage of this API; its stages are: ${names || 'none'}.`,
    ...placed(exchange.model.at),
  };
}

function noRoute(exchange: Exchange): Refusal {
  return {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    why: `No resource with a method for ${exchange.method} fits ${exchange.path}; API Gateway answers that with 403, never with 404 or 405.`,
    ...placed(exchange.model.at),
  };
}

function noIntegration({ method }: RouteMatch): Refusal {
  return { type: 'API_CONFIGURATION_ERROR', why: 'The method has no integration.', ...placed(method.at) };
}

function routeReason(exchange: Exchange, routing: Routing): string {
  const path = exchange.match?.resource.path ?? '';
  const rivals = routing.others.some(({ lacksMethod }) => !lacksMethod);
  return `${path} is the ${rivals ? 'most specific' : 'only'} resource that fits ${exchange.path} and has the method.`;
}

function lostRoutes(routing: Routing, method: string): Alternative[] {
  if (routing.others.length === 0) return [];
  return routing.others.map(({ resource, lacksMethod }) => ({
    what: resource.path,
    why: lacksMethod ? `has no method for ${method}` : 'fits too, but is less specific',
    ...placed(resource.at),
  }));
}
