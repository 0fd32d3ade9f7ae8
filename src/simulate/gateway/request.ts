import type { HttpRequest, HttpResponse, Peer } from '../message';
import type { GatewayModel, IntegrationModel, SourceSpan } from '../model';
import type { Alternative, Facts, Hop, Step } from '../trace';
import { buildCall, type IntegrationCall } from './call';
import { enter } from './enter';
import type { Exchange, GatewayOptions } from './exchange';
import { gatewayError, type GatewayResponseType } from './gateway-responses';
import { isNotMappable } from './header-rules';
import { InvalidJsonBody, mapRequest, methodRequestSource } from './parameters';
import type { Routing } from './router';

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
  const facts: Facts = {
    matched: match ? { resource: match.resource.path, method: match.methodKey } : null,
    ...(match ? { pathParameters: match.pathParameters } : {}),
    ...(stage ? { stage: stage.name } : {}),
  };
  const alternatives = lostRoutes(routing, exchange.method);
  const refuse = (refusal: Refusal): GatewayAnswer => {
    const error = gatewayError(exchange, refusal.type, refusal);
    const at = refusal.at ?? error.at;
    return {
      kind: 'answer',
      exchange,
      response: error.response,
      decision: `answers ${error.response.status} (${refusal.type})`,
      why: refusal.why,
      ...(at ? { at } : {}),
      alternatives,
      facts: { ...facts, gatewayResponse: refusal.type },
      level: 'error',
    };
  };

  if (!stage) return refuse(unknownStage(exchange));
  if (!match) return refuse(noRoute(exchange));
  const integration = match.method.integration;
  if (!integration) return refuse(noIntegration(exchange));

  const routed = {
    exchange,
    why: routeReason(exchange, routing),
    ...spanOf(match.method.at ?? match.resource.at),
    alternatives,
    facts,
  };
  const built = callIntegration(exchange, integration);
  if ('type' in built) return refuse(built);
  return {
    kind: 'call',
    call: built,
    decision: `${match.methodKey} ${match.resource.path} calls ${built.request.method} ${integration.uri ?? ''}`,
    ...routed,
  };
}

/** Why the gateway answers itself. */
interface Refusal {
  readonly type: GatewayResponseType;
  readonly why: string;
  readonly at?: SourceSpan;
  readonly message?: string;
  readonly status?: number;
}

function callIntegration(exchange: Exchange, integration: IntegrationModel): IntegrationCall | Refusal {
  try {
    const mapped = mapRequest(integration.requestParameters ?? {}, methodRequestSource(exchange));
    for (const name of mapped.header.keys()) if (isNotMappable(name)) return illegalHeader(integration, name);
    const body = exchange.request.body;
    return buildCall(exchange, integration, { mapped, body }) ?? noAddress(integration);
  } catch (error) {
    if (error instanceof InvalidJsonBody) return { type: 'DEFAULT_4XX', message: 'Invalid JSON in request body', why: 'A mapping reads the body, which starts like JSON but does not parse.' };
    throw error;
  }
}

function unknownStage(exchange: Exchange): Refusal {
  const names = exchange.model.stages.map(({ name }) => name).join(', ');
  return {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    message: 'Forbidden',
    why: `The first segment of the path is no stage of this API; its stages are: ${names || 'none'}.`,
  };
}

function noRoute(exchange: Exchange): Refusal {
  return {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    why: `No resource with a method for ${exchange.method} fits ${exchange.path}; API Gateway answers that with 403, never with 404 or 405.`,
  };
}

function noIntegration(exchange: Exchange): Refusal {
  const at = exchange.match?.method.at;
  return { type: 'API_CONFIGURATION_ERROR', why: 'The method has no integration.', ...(at ? { at } : {}) };
}

function noAddress(integration: IntegrationModel): Refusal {
  const at = integration.spans?.['Uri'] ?? integration.at;
  return {
    type: 'API_CONFIGURATION_ERROR',
    why: 'The integration URI gives no valid address once its variables are filled in; an unset stage variable renders as empty text.',
    ...(at ? { at } : {}),
  };
}

function illegalHeader(integration: IntegrationModel, name: string): Refusal {
  const at = integration.spans?.['RequestParameters'] ?? integration.at;
  return {
    type: 'API_CONFIGURATION_ERROR',
    why: `A mapping sets the header ${name}, which API Gateway sets itself; that fails with each request, not at deployment.`,
    ...(at ? { at } : {}),
  };
}

function routeReason(exchange: Exchange, routing: Routing): string {
  const path = exchange.match?.resource.path ?? '';
  if (routing.others.some(({ lacksMethod }) => !lacksMethod)) return `${path} is the most specific resource that fits ${exchange.path} and has the method.`;
  return `${path} is the only resource that fits ${exchange.path} and has the method.`;
}

function lostRoutes(routing: Routing, method: string): Alternative[] {
  return routing.others.map(({ resource, lacksMethod }) => ({
    what: resource.path,
    why: lacksMethod ? `has no method for ${method}` : `fits too, but is less specific`,
    ...spanOf(resource.at),
  }));
}

function spanOf(at: SourceSpan | undefined): { readonly at?: SourceSpan } {
  return at ? { at } : {};
}
