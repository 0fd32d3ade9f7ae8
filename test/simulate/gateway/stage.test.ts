import assert from 'node:assert/strict';
import { test } from 'node:test';
import { header, simulate, type MethodModel } from '../../../src/simulate/index';
import { apiWorld, emptyWorld, json, upstream } from '../worlds';

const open: MethodModel = {
  integration: { type: 'HTTP_PROXY', uri: 'http://backend.example.com/', httpMethod: 'ANY' },
};

/** Answers with a `$context` expression. */
function reporting(expression: string): MethodModel {
  return {
    integration: {
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      responses: [{ statusCode: '200', responseTemplates: { 'application/json': `{"value": "${expression}"}` } }],
    },
  };
}

// The commonly seen body; AWS does not document it.
test('an unknown stage is forbidden', () => {
  const { response } = simulate(apiWorld('/', open), { method: 'GET', path: '/nowhere/' });
  assert.equal(response.status, 403);
  assert.deepEqual(json(response), { message: 'Forbidden' });
  assert.equal(header(response.headers, 'x-amzn-ErrorType'), 'ForbiddenException');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('apigw-errors/default-missing-authentication-token: an unknown route misses an authentication token', () => {
  const { response, hops } = simulate(apiWorld('/known', open), { method: 'GET', path: '/test/unknown' });
  assert.equal(response.status, 403);
  assert.deepEqual(json(response), { message: 'Missing Authentication Token' });
  assert.equal(header(response.headers, 'x-amzn-ErrorType'), 'MissingAuthenticationTokenException');
  assert.equal(hops[0]?.facts?.matched, null);
});

test('apigw-routing/unit-path-named-like-stage: only the first segment is the stage', () => {
  const trace = simulate(apiWorld('/test', open), { method: 'GET', path: '/test/test' });
  assert.deepEqual(trace.hops[0]?.facts?.matched, { resource: '/test', method: 'ANY' });
});

test('apigw-routing/path-trailing-slash-with-query: the query does not disturb the route', () => {
  const trace = simulate(apiWorld('/{proxy+}', open), { method: 'GET', path: '/test/proxy-value/?urlparam=test' });
  assert.deepEqual(trace.hops[0]?.facts?.pathParameters, { proxy: 'proxy-value' });
  assert.equal(upstream(trace).query, 'urlparam=test');
});

test('$context.path keeps the stage and repeated slashes', () => {
  const world = apiWorld('/{proxy+}', reporting('$context.path'));
  assert.equal(json(simulate(world, { method: 'GET', path: '/test//a' }).response)['value'], '/test//a');
});

test('apigw-http-proxy-headers/docs-method-override-header: the header overrides the method', () => {
  const world = apiWorld('/x', open);
  const trace = simulate(world, { method: 'POST', path: '/test/x', headers: { 'X-HTTP-Method-Override': 'PUT' } });
  assert.equal(upstream(trace).method, 'PUT');
  assert.equal(header(upstream(trace).headers, 'X-HTTP-Method-Override'), undefined);
});

test('the Host header picks the API where there are several', () => {
  const one = apiWorld('/', reporting('one')).gateways['Api'];
  const two = apiWorld('/', reporting('two')).gateways['Api'];
  assert.ok(one && two);
  const world = {
    ...emptyWorld,
    gateways: { One: one, Two: { ...two, logicalId: 'Two', apiId: 'fffff00000' } },
  };
  const host = 'fffff00000.execute-api.us-east-1.amazonaws.com';
  const { response } = simulate(world, { method: 'GET', path: '/test/', headers: { Host: host } });
  assert.equal(json(response)['value'], 'two');
});

test('a canary takes its share of the requests, with its own variables and resources', () => {
  const world = apiWorld('/', open, {
    stages: [
      {
        name: 'test',
        variables: { color: 'blue', size: 'small' },
        canary: {
          percentTraffic: 25,
          variableOverrides: { color: 'green' },
          resources: [
            {
              path: '/',
              methods: { GET: reporting('$context.isCanaryRequest $stageVariables.color $stageVariables.size') },
            },
          ],
        },
        resources: [
          {
            path: '/',
            methods: { GET: reporting('$context.isCanaryRequest $stageVariables.color $stageVariables.size') },
          },
        ],
      },
    ],
  });
  const answer = (random: number): unknown =>
    json(simulate(world, { method: 'GET', path: '/test/' }, { random: () => random }).response)['value'];
  assert.equal(answer(0.2), 'true green small');
  assert.equal(answer(0.3), 'false blue small');
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
test('apigw-errors/default-request-too-large: a body of more than 10 MB, whatever the customisation says', () => {
  const world = apiWorld('/', open, { gatewayResponses: { REQUEST_TOO_LARGE: { statusCode: '400' } } });
  const { response } = simulate(world, { method: 'POST', path: '/test/', body: new Uint8Array(10 * 1024 * 1024 + 1) });
  assert.equal(response.status, 413);
});

test('headers of more than 10,240 bytes are refused', () => {
  const { response } = simulate(apiWorld('/', open), {
    method: 'GET',
    path: '/test/',
    headers: { a: 'x'.repeat(10_300) },
  });
  assert.equal(response.status, 431);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
test('a plain pipe in the query is refused, a semicolon splits the query', () => {
  assert.equal(simulate(apiWorld('/', open), { method: 'GET', path: '/test/?a=b|c' }).response.status, 400);
  assert.equal(upstream(simulate(apiWorld('/', open), { method: 'GET', path: '/test/?a=1;b=2' })).query, 'a=1&b=2');
});

test('an integration of another AWS service is named as not simulated', () => {
  const { hops } = simulate(apiWorld('/', { integration: { type: 'AWS_PROXY', uri: 'arn:aws:apigateway:…' } }), {
    method: 'GET',
    path: '/test/',
  });
  assert.equal(hops[0]?.level, 'error');
  assert.match(hops[0]?.why ?? '', /AWS_PROXY would call another AWS service/);
});
