/** Kinds that look at one step: mappings, URIs, transforms, choices, MOCK bodies. */
import { toBytes, toText } from '../../../src/simulate/index';
import { transform } from '../../../src/simulate/alb/transforms';
import { mockStatus } from '../../../src/simulate/gateway/mock';
import {
  mapRequest,
  mapResponse,
  methodRequestSource,
  InvalidJsonBody,
} from '../../../src/simulate/gateway/parameters';
import { renderUri } from '../../../src/simulate/gateway/uri';
import { contextOf } from '../context';
import { expectEqual, Mismatch } from '../expect';
import { expectError, type ShownError } from '../expect-error';
import type { Fields } from '../fields';
import { bodyOf, headersOf, requestOf } from '../request-fields';
import { transformOf } from '../setup-balancers';
import { apiWith, exchangeOf } from './exchange';

/** Parameter mapping, of a request or of a response. */
export function runMapping(setup: Fields, request: Fields, expect: Fields): void {
  const mapping = setup.textMap('mapping') ?? {};
  const pathParameters = setup.textMap('pathParameters') ?? {};
  const stageVariables = setup.textMap('stageVariables') ?? {};
  const contextValues = contextOf(setup);
  setup.done();

  const answer = request.fields('integrationResponse');
  if (answer) {
    const headers = headersOf(answer, 'headers');
    const body = toBytes(text(bodyOf(answer)));
    answer.raw('status');
    answer.done();
    request.done();
    const source = { headers, body, exchange: { stageVariables, context: { ...noOverrides, ...contextValues } } };
    const mapped = attempt(() => mapResponse(mapping, source));
    if (!mapped)
      checkFailure(expect, { type: 'API_CONFIGURATION_ERROR', status: 500, message: 'Internal server error' });
    else checkMaps(expect, 'methodResponse', { header: Object.fromEntries(mapped) });
    return;
  }
  const exchange = exchangeOf(apiWith({ type: 'MOCK' }), requestOf(request));
  const source = {
    ...methodRequestSource(exchange),
    pathParameters,
    exchange: { stageVariables, context: { ...exchange.context, ...contextValues } },
  };
  const mapped = attempt(() => mapRequest(mapping, source));
  if (!mapped) {
    checkFailure(expect, { type: 'DEFAULT_4XX', status: 400, message: 'Invalid JSON in request body' });
    return;
  }
  checkMaps(expect, 'integrationRequest', {
    header: Object.fromEntries(mapped.header),
    path: Object.fromEntries(mapped.path),
    querystring: Object.fromEntries(mapped.querystring),
  });
}

const noOverrides = { requestOverride: { header: {}, path: {}, querystring: {} }, responseOverride: { header: {} } };

/** Undefined when the mapping fails because the body is not JSON. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidJsonBody) return undefined;
    throw error;
  }
}

function checkFailure(expect: Fields, actual: ShownError): void {
  if (!expect.has('error')) throw new Mismatch(`the mapping fails: ${String(actual.message)}`);
  expectError(expect, actual, {});
  expect.done();
}

function checkMaps(expect: Fields, name: string, actual: Record<string, Record<string, unknown>>): void {
  expectError(expect, undefined, {});
  const wanted = expect.fields(name);
  for (const place of Object.keys(actual)) {
    if (wanted?.has(place)) expectEqual(`${name}.${place}`, actual[place], wanted.raw(place), {});
  }
  wanted?.done();
  expect.done();
}

function text(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : toText(body);
}

/** An integration URI with its variables filled in. */
export function runUri(setup: Fields, request: Fields, expect: Fields): void {
  const rendered = renderUri(
    setup.text('uri') ?? '',
    setup.textMap('stageVariables') ?? {},
    new Map(Object.entries(setup.textMap('pathParameters') ?? {})),
  );
  setup.done();
  request.done();
  expectEqual('renderedUri', rendered, expect.text('renderedUri'), {});
  expect.done();
}

/** One rewrite of an ALB rule. */
export function runTransform(setup: Fields, request: Fields, expect: Fields): void {
  const fields = setup.fields('transform');
  if (!fields) throw setup.unknown('transform');
  const step = transformOf(fields);
  setup.done();
  const result = transform(step, request.text('input') ?? '');
  request.done();
  if (expect.has('output'))
    expectEqual('output', 'text' in result ? result.text : result.failure, expect.raw('output'), {});
  if (expect.has('error')) {
    expect.raw('error');
    if ('text' in result) throw new Mismatch(`the transform gave ${result.text} instead of failing`);
  }
  expect.done();
}

/** The body handed to a MOCK integration. */
export function runMock(setup: Fields, request: Fields, expect: Fields): void {
  const status = mockStatus(setup.text('integrationRequestBody') ?? '');
  setup.done();
  request.done();
  expectEqual('status', status ?? 500, expect.number('status'), {});
  const message = expect.text('message');
  if (message !== undefined) expectEqual('message', status === undefined ? 'Internal server error' : '', message, {});
  expect.done();
}
