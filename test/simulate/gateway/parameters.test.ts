import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, type IntegrationModel } from '../../../src/simulate/index';
import { apiWorld, json, upstream, upstreamHeader } from '../worlds';

function call(
  integration: Partial<IntegrationModel>,
  request: string,
  more: { headers?: Record<string, string | string[]>; body?: string } = {},
) {
  const [method = 'GET', path = ''] = request.split(' ');
  const method_ = {
    integration: {
      type: 'HTTP_PROXY' as const,
      httpMethod: 'ANY',
      uri: 'http://backend.example.com/base',
      ...integration,
    },
  };
  return simulate(apiWorld('/{id}', method_, { stages: [{ name: 'test', variables: { color: 'blue' } }] }), {
    method,
    path,
    ...more,
  });
}

const sources: [expression: string, expected: string | undefined][] = [
  ['method.request.path.id', 'a%20b'],
  ['method.request.querystring.q', '2'],
  ['method.request.multivaluequerystring.q', '1,2'],
  ['method.request.querystring.none', undefined],
  ['method.request.header.X-One', 'last'],
  ['method.request.multivalueheader.X-One', 'first,last'],
  // Names are compared with their case. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  ['method.request.header.x-one', undefined],
  ['method.request.body', '{"a": {"b": 7}, "s": "text"}'],
  ['method.request.body.a.b', '7'],
  ['method.request.body.s', 'text'],
  ['method.request.body.a', '{"b":7}'],
  ['method.request.body.none', undefined],
  ['stageVariables.color', 'blue'],
  ['stageVariables.none', undefined],
  ['context.stage', 'test'],
  ['context.identity.sourceIp', '203.0.113.10'],
  ["'static text'", 'static text'],
  ["''", undefined],
  ['nonsense', undefined],
];

// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
for (const [expression, expected] of sources) {
  test(`a header mapped from ${expression} is ${expected ?? 'not sent'}`, () => {
    const trace = call(
      { requestParameters: { 'integration.request.header.X-Mapped': expression } },
      'POST /test/a%20b?q=1&q=2',
      {
        headers: { 'X-One': ['first', 'last'] },
        body: '{"a": {"b": 7}, "s": "text"}',
      },
    );
    assert.equal(upstreamHeader(trace, 'X-Mapped'), expected);
  });
}

test('a body that starts like JSON but is none fails a mapping that reads it', () => {
  const { response } = call(
    { requestParameters: { 'integration.request.header.X': 'method.request.body' } },
    'POST /test/1',
    { body: '{oops' },
  );
  assert.equal(response.status, 400);
  assert.deepEqual(json(response), { message: 'Invalid JSON in request body' });
});

const uris: [uri: string, mapping: Record<string, string>, path: string, query: string][] = [
  ['http://backend.example.com', {}, '/', 'client=1'],
  ['http://backend.example.com/a//b/', {}, '/a//b/', 'client=1'],
  ['http://backend.example.com/{x}', { 'integration.request.path.x': 'method.request.path.id' }, '/42', 'client=1'],
  // A name that is not mapped stays as it is; braces may not stand in a path unencoded.
  ['http://backend.example.com/{id}', {}, '/%7Bid%7D', 'client=1'],
  [
    'http://backend.example.com/?v={x}',
    { 'integration.request.path.x': 'method.request.path.id' },
    '/',
    'v=42&client=1',
  ],
  ['http://backend.example.com/${stageVariables.color}', {}, '/blue', 'client=1'],
  ['http://backend.example.com/${stageVariables.none}/x', {}, '//x', 'client=1'],
  [
    'http://backend.example.com/',
    { 'integration.request.querystring.client': "'2 & 3'" },
    '/',
    'client=1&client=2%20%26%203',
  ],
];

for (const [uri, requestParameters, path, query] of uris) {
  test(`${uri} with ${JSON.stringify(requestParameters)} calls ${path}?${query}`, () => {
    const request = upstream(call({ uri, requestParameters }, 'GET /test/42?client=1'));
    assert.deepEqual([request.path, request.query], [path, query]);
  });
}

test('a host that an unset stage variable leaves empty is a configuration error', () => {
  const { response } = call({ uri: 'https://${stageVariables.host}/x' }, 'GET /test/1');
  assert.equal(response.status, 500);
  assert.deepEqual(json(response), { message: 'Internal server error' });
});

test('HTTP sends only what is mapped, HTTP_PROXY the client query too', () => {
  const mapping = { 'integration.request.querystring.mapped': 'method.request.path.id' };
  assert.equal(upstream(call({ type: 'HTTP', requestParameters: mapping }, 'GET /test/1?client=2')).query, 'mapped=1');
  assert.equal(upstream(call({ requestParameters: mapping }, 'GET /test/1?client=2')).query, 'client=2&mapped=1');
});

test('untouched parts of the client query keep their encoding', () => {
  assert.equal(upstream(call({}, 'GET /test/1?a=%2f+%20&b')).query, 'a=%2f+%20&b');
});

test('the integration method replaces the client method, ANY passes it on', () => {
  assert.equal(upstream(call({ httpMethod: 'POST' }, 'GET /test/1')).method, 'POST');
  assert.equal(upstream(call({ httpMethod: 'ANY' }, 'PATCH /test/1')).method, 'PATCH');
});

for (const name of ['Content-Length', 'Transfer-Encoding', 'X-Amzn-Trace-Id', 'x-amzn-apigateway-api-id']) {
  test(`mapping ${name} fails the request`, () => {
    const { response } = call({ requestParameters: { [`integration.request.header.${name}`]: "'x'" } }, 'GET /test/1');
    assert.equal(response.status, 500);
  });
}
