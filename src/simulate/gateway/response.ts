import type { HttpResponse } from '../message';
import type { Step } from '../trace';
import { finish } from './answer';
import type { Exchange } from './exchange';
import { gatewayError } from './gateway-responses';
import { clientHeaders } from './header-rules';

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
  return proxied(exchange, outcome);
}

function proxied(exchange: Exchange, backend: HttpResponse): ReturnedAnswer {
  const response = finish(
    exchange,
    { status: backend.status, headers: clientHeaders(backend.headers, true), body: backend.body },
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
