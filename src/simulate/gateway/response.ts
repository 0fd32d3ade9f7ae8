import { header } from '../headers';
import type { HttpResponse } from '../message';
import type { IntegrationModel } from '../model';
import type { Step } from '../trace';
import { finish } from './answer';
import { convertResponse, isBinaryType } from './content';
import type { Exchange } from './exchange';
import { gatewayError } from './gateway-responses';
import { clientHeaders } from './header-rules';
import { mapIntegrationResponse } from './integration-response';
import { placed } from './refusal';

/** How a call to a backend can fail without an answer. */
export interface CallFailure {
  readonly failure: 'unreachable' | 'network' | 'timeout' | 'configuration';
  readonly why: string;
}

export interface ReturnedAnswer {
  readonly response: HttpResponse;
  readonly step: Step;
  readonly level: 'ok' | 'error';
  readonly gatewayResponse?: string;
}

/** The second half: what the client gets for the backend's answer, or for the lack of one. */
export function gatewayResponse(exchange: Exchange, outcome: HttpResponse | CallFailure): ReturnedAnswer {
  if ('failure' in outcome) return failed(exchange, outcome);
  const integration = exchange.match?.method.integration;
  if (integration && integration.type !== 'HTTP_PROXY') return customResponse(exchange, integration, outcome);
  return proxied(exchange, outcome);
}

/** Maps the answer of an HTTP or MOCK integration through its integration responses. */
export function customResponse(
  exchange: Exchange,
  integration: IntegrationModel,
  backend: HttpResponse,
): ReturnedAnswer {
  const result = mapIntegrationResponse(exchange, integration, backend);
  if ('failure' in result) {
    const answer = answered(exchange, 'API_CONFIGURATION_ERROR', result.failure, {});
    return { ...answer, step: { ...answer.step, ...placed(result.at ?? answer.step.at) } };
  }
  const { response, chosen, why } = result;
  return {
    response: finish(
      exchange,
      { ...response, headers: clientHeaders(response.headers, false) },
      { traceId: integration.type !== 'MOCK' },
    ),
    step: {
      decision: `integration response ${chosen.statusCode} answers ${response.status}`,
      why,
      ...placed(chosen.at),
    },
    level: 'ok',
  };
}

function proxied(exchange: Exchange, backend: HttpResponse): ReturnedAnswer {
  const body = proxiedBody(exchange, backend);
  const response = finish(
    exchange,
    { status: backend.status, headers: clientHeaders(backend.headers, true), body },
    { traceId: false },
  );
  return {
    response,
    step: {
      decision: `passes ${backend.status} on`,
      why: 'A proxy integration hands status, headers and body of the backend to the client; only some headers are renamed or dropped.',
    },
    level: 'ok',
  };
}

/**
 * Bytes of a declared binary type go to a client that accepts the type, and as base64 to others; all else is text.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
function proxiedBody({ model, request }: Exchange, backend: HttpResponse): Uint8Array {
  const types = model.binaryMediaTypes ?? [];
  const contentType = header(backend.headers, 'content-type');
  // Text for a client that accepts a binary type would be decoded as base64; a proxy leaves it alone.
  const accept = isBinaryType(contentType, types) ? header(request.headers, 'accept') : undefined;
  return convertResponse(backend.body, contentType, accept, types, undefined);
}

function failed(exchange: Exchange, { failure, why }: CallFailure): ReturnedAnswer {
  if (failure === 'timeout') return answered(exchange, 'INTEGRATION_TIMEOUT', why, {});
  if (failure === 'configuration') return answered(exchange, 'API_CONFIGURATION_ERROR', why, {});
  const documented = exchange.options.integrationFailure === 'as-documented';
  return answered(
    exchange,
    'INTEGRATION_FAILURE',
    documented
      ? `${why} The documentation gives INTEGRATION_FAILURE the status 504; calls recorded on AWS show 500.`
      : `${why} Calls recorded on AWS show 500 here, although the documentation says 504 for INTEGRATION_FAILURE.`,
    {
      status: documented ? 504 : 500,
      ...(failure === 'network' ? { message: 'Network error communicating with endpoint' } : {}),
    },
  );
}

function answered(
  exchange: Exchange,
  type: Parameters<typeof gatewayError>[1],
  why: string,
  changes: { readonly status?: number; readonly message?: string },
): ReturnedAnswer {
  const error = gatewayError(exchange, type, changes);
  return {
    response: error.response,
    step: { decision: `answers ${error.response.status} (${type})`, why, ...(error.at ? { at: error.at } : {}) },
    level: 'error',
    gatewayResponse: type,
  };
}
