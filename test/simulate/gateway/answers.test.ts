import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mockStatus } from '../../../src/simulate/gateway/mock';
import { selectResponse } from '../../../src/simulate/gateway/integration-response';
import {
  header,
  headerValues,
  simulate,
  toBytes,
  toText,
  type GatewayResponseModel,
  type IntegrationResponseModel,
  type SimOptions,
  type TargetBehaviour,
} from '../../../src/simulate/index';
import { apiWorld, json } from '../worlds';

function backend(
  behaviour: TargetBehaviour,
  gatewayResponses: Record<string, GatewayResponseModel> = {},
  options: SimOptions = {},
) {
  const world = apiWorld(
    '/',
    { integration: { type: 'HTTP_PROXY', uri: 'http://b.example.com', timeoutInMillis: 1000 } },
    { gatewayResponses },
  );
  return simulate(
    { ...world, internet: { '*': behaviour } },
    { method: 'GET', path: '/test/', headers: { 'X-Client': 'me' } },
    options,
  );
}

const answer =
  (status: number, delayMs = 0): TargetBehaviour =>
  () => ({ status, headers: [], body: toBytes('body'), delayMs });

test('HTTP_PROXY passes every status through', () => {
  for (const status of [200, 302, 404, 500, 502, 504]) assert.equal(backend(answer(status)).response.status, status);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('apigw-errors/docs-integration-timeout: an answer after the timeout is a 504', () => {
  for (const behaviour of [answer(200, 1001), (() => ({ failure: 'no-answer' })) satisfies TargetBehaviour]) {
    const { response, hops } = backend(behaviour);
    assert.equal(response.status, 504);
    assert.deepEqual(json(response), { message: 'Endpoint request timed out' });
    assert.equal(hops[0]?.facts?.gatewayResponse, 'INTEGRATION_TIMEOUT');
  }
  assert.equal(backend(answer(200, 1000)).response.status, 200);
});

test('apigw-errors/integration-failure-reports-500: a backend that fails is 500 as recorded, 504 as documented', () => {
  const refused: TargetBehaviour = () => ({ failure: 'refused' });
  const recorded = backend(refused);
  assert.equal(recorded.response.status, 500);
  assert.match(recorded.hops[0]?.returned?.why ?? '', /recorded on AWS show 500/);
  assert.equal(backend(refused, {}, { integrationFailure: 'as-documented' }).response.status, 504);
  assert.equal(backend(refused, { INTEGRATION_FAILURE: { statusCode: '503' } }).response.status, 503);
});

test('a customised response is used before DEFAULT_5XX, and that before the built-in one', () => {
  const refused: TargetBehaviour = () => ({ failure: 'reset' });
  const custom = { responseTemplates: { 'application/json': '{"own": $context.error.messageString}' } };
  const one = backend(refused, { INTEGRATION_FAILURE: custom, DEFAULT_5XX: { statusCode: '599' } });
  assert.equal(one.response.status, 500);
  assert.deepEqual(json(one.response), { own: 'Network error communicating with endpoint' });
  // apigw-errors/default-5xx-applies-to-integration-failure
  const other = backend(refused, { DEFAULT_5XX: { ...custom, statusCode: '599' }, DEFAULT_4XX: { statusCode: '499' } });
  assert.equal(other.response.status, 599);
  assert.deepEqual(json(other.response), { own: 'Network error communicating with endpoint' });
});

test('apigw-errors/unit-status-default-4xx: DEFAULT_4XX changes the status, not the error type', () => {
  const world = apiWorld(
    '/',
    { authorizationType: 'CUSTOM', authorizer: 'Auth', integration: { type: 'MOCK' } },
    {
      gatewayResponses: { DEFAULT_4XX: { statusCode: '400' } },
      authorizers: { Auth: { logicalId: 'Auth', type: 'TOKEN' } },
    },
  );
  const { response } = simulate(world, { method: 'GET', path: '/test/' });
  assert.equal(response.status, 400);
  assert.deepEqual(json(response), { message: 'Unauthorized' });
  assert.equal(header(response.headers, 'x-amzn-errortype'), 'UnauthorizedException');
});

test('gateway responses map headers and substitute variables, without directives', () => {
  const { response } = backend(() => ({ failure: 'reset' }), {
    DEFAULT_5XX: {
      responseParameters: {
        'gatewayresponse.header.X-Static': "'yes'",
        'gatewayresponse.header.X-Client': 'method.request.header.X-Client',
        'gatewayresponse.header.X-Stage': 'context.stage',
        'gatewayresponse.header.X-None': 'method.request.header.None',
      },
      responseTemplates: { 'text/plain': '$context.error.responseType ${context.stage} $context.none #if(true)' },
    },
  });
  assert.equal(header(response.headers, 'X-Static'), 'yes');
  assert.equal(header(response.headers, 'X-Client'), 'me');
  assert.equal(header(response.headers, 'X-Stage'), 'test');
  assert.equal(header(response.headers, 'X-None'), undefined);
  assert.equal(header(response.headers, 'Content-Type'), 'text/plain');
  assert.equal(toText(response.body), 'INTEGRATION_FAILURE test  #if(true)');
});

test('an error of the template property that shaped it is where the hop points', () => {
  const at = { section: { uri: 'file:///t.yaml', text: '' }, start: 1, end: 2 };
  const { hops } = backend(() => ({ failure: 'reset' }), { DEFAULT_5XX: { statusCode: '599', at } });
  assert.equal(hops[0]?.returned?.at, at);
});

// --- integration responses ---

function mapped(
  responses: readonly IntegrationResponseModel[],
  status = 200,
  body = '{"a": 1}',
  headers: Record<string, string> = {},
) {
  const world = apiWorld('/', { integration: { type: 'HTTP', uri: 'http://b.example.com', responses } });
  const internet = { '*': () => ({ status, headers: Object.entries(headers), body: toBytes(body) }) };
  return simulate({ ...world, internet }, { method: 'GET', path: '/test/' }).response;
}

test('the selection pattern must cover the whole status; without a match the default applies', () => {
  const responses = [
    { statusCode: '200' },
    { statusCode: '400', selectionPattern: '4\\d{2}' },
    { statusCode: '500', selectionPattern: '50' },
  ];
  assert.equal(selectResponse(responses, '404')?.chosen.statusCode, '400');
  assert.equal(selectResponse(responses, '500')?.chosen.statusCode, '200');
  assert.equal(selectResponse([{ statusCode: '400', selectionPattern: '4..' }], '200'), undefined);
  assert.equal(selectResponse([{ statusCode: '200', selectionPattern: 'default' }], '418')?.chosen.statusCode, '200');
});

// For Lambda the pattern looks at the error message; the choice itself is the same.
test('apigw-vtl/lambda-selection-pattern-400, apigw-vtl/lambda-selection-pattern-500: the first pattern that fits wins', () => {
  const responses = [
    { statusCode: '200', selectionPattern: '' },
    { statusCode: '405', selectionPattern: '.*four hundred.*' },
    { statusCode: '502', selectionPattern: '.+' },
  ];
  assert.equal(selectResponse(responses, 'this is four hundred')?.chosen.statusCode, '405');
  assert.equal(selectResponse(responses, 'something else')?.chosen.statusCode, '502');
});

test('apigw-errors/default-api-configuration-error: an HTTP integration without a matching response', () => {
  const response = mapped([{ statusCode: '400', selectionPattern: '4..' }]);
  assert.equal(response.status, 500);
  assert.deepEqual(json(response), { message: 'Internal server error' });
});

test('apigw-errors/default-5xx-applies-to-api-configuration-error', () => {
  const world = apiWorld(
    '/',
    { integration: { type: 'HTTP', uri: 'http://b.example.com', responses: [] } },
    {
      gatewayResponses: { DEFAULT_5XX: { statusCode: '599', responseTemplates: { 'application/json': 'custom' } } },
    },
  );
  const { response } = simulate(world, { method: 'GET', path: '/test/' });
  assert.deepEqual([response.status, toText(response.body)], [599, 'custom']);
});

test('response mappings read headers, body, context and texts', () => {
  const response = mapped(
    [
      {
        statusCode: '201',
        responseParameters: {
          'method.response.header.X-From-Header': 'integration.response.header.X-Own',
          'method.response.header.X-From-Body': 'integration.response.body.a',
          'method.response.header.X-Static': "'text'",
          'method.response.header.X-Stage': 'context.stage',
          'method.response.header.X-None': 'integration.response.header.none',
        },
      },
    ],
    200,
    '{"a": 1}',
    { 'X-Own': 'value' },
  );
  assert.equal(response.status, 201);
  const value = (name: string) => header(response.headers, name);
  assert.deepEqual(['X-From-Header', 'X-From-Body', 'X-Static', 'X-Stage', 'X-None'].map(value), [
    'value',
    '1',
    'text',
    'test',
    undefined,
  ]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
test('a template overrides status and headers of the response', () => {
  const template =
    '#set($context.responseOverride.status = 418)#set($context.responseOverride.header.X-Tea = "pot")short and stout';
  const response = mapped([{ statusCode: '200', responseTemplates: { 'text/plain': template } }]);
  assert.equal(response.status, 418);
  assert.equal(header(response.headers, 'X-Tea'), 'pot');
  assert.equal(header(response.headers, 'Content-Type'), 'text/plain');
  assert.equal(toText(response.body), 'short and stout');
});

test('an override that is set twice fails the request', () => {
  const template = '#set($context.responseOverride.status = 418)#set($context.responseOverride.status = 419)';
  assert.equal(mapped([{ statusCode: '200', responseTemplates: { 'application/json': template } }]).status, 500);
});

test('a request template overrides path, query and headers', () => {
  const template = [
    '#set($context.requestOverride.path.x = "from-template")',
    '#set($context.requestOverride.querystring.q = ["1", "2"])',
    '#set($context.requestOverride.header.X-List = ["a", "b"])',
    '#set($context.requestOverride.header.X-T = "t")',
    '{}',
  ].join('');
  const world = apiWorld('/', {
    integration: {
      type: 'HTTP',
      httpMethod: 'POST',
      uri: 'http://b.example.com/{x}',
      requestTemplates: { 'application/json': template },
      responses: [{ statusCode: '200' }],
    },
  });
  const trace = simulate(world, { method: 'POST', path: '/test/' });
  const request = trace.hops[1]?.request;
  assert.equal(request?.path, '/from-template');
  assert.equal(request?.query, 'q=1&q=2');
  // A list becomes a field per item.
  assert.deepEqual(headerValues(request?.headers ?? [], 'X-List'), ['a', 'b']);
  assert.equal(header(request?.headers ?? [], 'X-T'), 't');
  assert.equal(toText(request?.body ?? new Uint8Array()), '{}');
});

// Recorded through an emulator: any integer will do, a number in quotes will not, quotes around keys may be missing.
const mocks: [body: string, status: number | undefined][] = [
  ['{"statusCode": 200}', 200],
  ['{statusCode: 200}', 200],
  ["{'statusCode': 404}", 404],
  ['{"statusCode": -1000}', -1000],
  ['{"statusCode": "200"}', undefined],
  ['{"statusCode": 200', undefined],
  ['{"statusCode": 2.5}', undefined],
  ['[200]', undefined],
  ['', undefined],
];
for (const [body, status] of mocks) {
  test(`MOCK takes ${String(status)} from ${body}`, () => assert.equal(mockStatus(body), status));
}
