import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  header,
  simulate,
  type AuthorizerModel,
  type GatewayModel,
  type MethodModel,
  type SimRequest,
} from '../../../src/simulate/index';
import { apiWorld, json } from '../worlds';

const mock: MethodModel = {
  integration: {
    type: 'MOCK',
    requestTemplates: { $default: '{"statusCode": 200}' },
    responses: [
      { statusCode: '200', responseTemplates: { 'application/json': '{"who": "$context.authorizer.principalId"}' } },
    ],
  },
};

function call(method: MethodModel, request: Partial<SimRequest> = {}, more: Partial<GatewayModel> = {}, options = {}) {
  return simulate(apiWorld('/', { ...mock, ...method }, more), { method: 'GET', path: '/test/', ...request }, options);
}

const plans: Partial<GatewayModel> = {
  usagePlans: [
    { stages: ['test'], keys: [{ value: 'good' }, { value: 'off', enabled: false }] },
    { stages: ['other'], keys: [{ value: 'elsewhere' }] },
  ],
};

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
const keys: [key: string | undefined, status: number][] = [
  ['good', 200],
  ['off', 403],
  ['elsewhere', 403],
  ['wrong', 403],
  [undefined, 403],
];
for (const [key, status] of keys) {
  test(`the API key ${key ?? '(none)'} gives ${status}`, () => {
    const headers: Record<string, string> = key === undefined ? {} : { 'x-api-key': key };
    assert.equal(call({ apiKeyRequired: true }, { headers }, plans).response.status, status);
  });
}

test('apigw-errors/unit-api-key-message: a missing key is forbidden', () => {
  const { response } = call({ apiKeyRequired: true }, {}, plans);
  assert.deepEqual(json(response), { message: 'Forbidden' });
  assert.equal(header(response.headers, 'x-amzn-ErrorType'), 'ForbiddenException');
});

test('an option lets requests pass without a key', () => {
  assert.equal(call({ apiKeyRequired: true }, {}, plans, { apiKeys: 'let-pass' }).response.status, 200);
});

test('the key may come from the authorizer', () => {
  const method: MethodModel = { apiKeyRequired: true, authorizationType: 'CUSTOM', authorizer: 'Auth' };
  const judged = (usageIdentifierKey: string) =>
    call(
      method,
      { headers: { Authorization: 't' } },
      {
        ...plans,
        apiKeySource: 'AUTHORIZER',
        authorizers: {
          Auth: { logicalId: 'Auth', type: 'TOKEN', behaviour: () => ({ verdict: 'allow', usageIdentifierKey }) },
        },
      },
    ).response.status;
  assert.equal(judged('good'), 200);
  assert.equal(judged('wrong'), 403);
});

function withAuthorizer(authorizer: Partial<AuthorizerModel>, headers: Record<string, string> = {}, path = '/test/') {
  return call(
    { authorizationType: 'CUSTOM', authorizer: 'Auth' },
    { headers, path },
    {
      authorizers: { Auth: { logicalId: 'Auth', type: 'TOKEN', ...authorizer } },
    },
  );
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
test('a request without the identity source is unauthorized', () => {
  const { response, hops } = withAuthorizer({});
  assert.equal(response.status, 401);
  assert.deepEqual(json(response), { message: 'Unauthorized' });
  assert.match(hops[0]?.why ?? '', /method\.request\.header\.Authorization, which is absent/);
});

test('an authorizer that is only declared lets a request with an identity pass', () => {
  assert.equal(withAuthorizer({}, { Authorization: 'anything' }).response.status, 200);
});

test('a token that does not fit the validation expression is unauthorized', () => {
  assert.equal(
    withAuthorizer({ identityValidationExpression: 'Bearer .+' }, { Authorization: 'Basic x' }).response.status,
    401,
  );
  assert.equal(
    withAuthorizer({ identityValidationExpression: 'Bearer .+' }, { Authorization: 'Bearer x' }).response.status,
    200,
  );
});

test('a request authorizer looks at all its sources', () => {
  const authorizer: Partial<AuthorizerModel> = {
    type: 'REQUEST',
    identitySource: 'method.request.header.X-A, method.request.querystring.b',
  };
  assert.equal(withAuthorizer(authorizer, { 'X-A': '1' }).response.status, 401);
  assert.equal(withAuthorizer(authorizer, { 'X-A': '1' }, '/test/?b=2').response.status, 200);
});

test('the verdict of an authorizer decides', () => {
  const judged = (verdict: 'deny' | 'unauthorized' | 'failure') =>
    withAuthorizer({ behaviour: () => ({ verdict }) }, { Authorization: 't' }).response;
  assert.equal(judged('deny').status, 403);
  assert.deepEqual(Object.keys(json(judged('deny'))), ['Message']);
  assert.equal(judged('unauthorized').status, 401);
  assert.equal(judged('failure').status, 500);
  const allowed = withAuthorizer(
    { behaviour: () => ({ verdict: 'allow', principalId: 'me' }) },
    { Authorization: 't' },
  );
  assert.deepEqual(json(allowed.response), { who: 'me' });
});

test('an authorizer that does not exist is a configuration error', () => {
  assert.equal(call({ authorizationType: 'CUSTOM', authorizer: 'None' }).response.status, 500);
});

test('IAM wants a signed request', () => {
  assert.equal(call({ authorizationType: 'AWS_IAM' }).response.status, 403);
  const signed = { headers: { Authorization: 'AWS4-HMAC-SHA256 Credential=…' } };
  assert.equal(call({ authorizationType: 'AWS_IAM' }, signed).response.status, 200);
});

test('an option lets requests pass without authorization', () => {
  const { response } = call({ authorizationType: 'AWS_IAM' }, {}, {}, { authorization: 'let-pass' });
  assert.equal(response.status, 200);
});

// --- validation. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html

const models = {
  Pair: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } }, required: ['a', 'b'] },
  Pairs: { type: 'array', items: { $ref: 'https://apigateway.amazonaws.com/restapis/abcde12345/models/Pair' } },
};

const validated: MethodModel = {
  requestParameters: {
    'method.request.querystring.qs1': true,
    'method.request.header.x-header-param': true,
    'method.request.header.X-Optional': false,
  },
  requestValidator: { body: true, parameters: true },
  requestModels: { 'application/json': 'Pair' },
};
const good = { path: '/test/?qs1=1', headers: { 'X-Header-Param': 'x' }, body: '{"a": 1, "b": 2}' };

const validations: [name: string, request: Partial<SimRequest>, message: string | undefined][] = [
  ['a request that fits', good, undefined],
  [
    'apigw-params/validator-missing-header',
    { ...good, headers: {} },
    'Missing required request parameters: [x-header-param]',
  ],
  ['apigw-params/validator-missing-query', { ...good, path: '/test/' }, 'Missing required request parameters: [qs1]'],
  [
    'both missing',
    { ...good, path: '/test/', headers: {} },
    'Missing required request parameters: [x-header-param, qs1]',
  ],
  ['a blank parameter', { ...good, path: '/test/?qs1=' }, 'Missing required request parameters: [qs1]'],
  ['apigw-params/validator-invalid-body', { ...good, body: '{"test": "test"}' }, 'Invalid request body'],
  ['apigw-params/validator-empty-body-get', { ...good, body: '' }, 'Invalid request body'],
  ['apigw-errors/default-bad-request-body', { ...good, body: 'oops' }, 'Invalid request body'],
  [
    'a type without a model',
    { ...good, body: 'oops', headers: { ...good.headers, 'Content-Type': 'text/plain' } },
    undefined,
  ],
];
for (const [name, request, message] of validations) {
  test(`validation: ${name}`, () => {
    const { response } = call(validated, request, { models });
    assert.equal(response.status, message === undefined ? 200 : 400);
    if (message !== undefined) assert.deepEqual(json(response), { message });
  });
}

test('models refer to each other by their address', () => {
  const method: MethodModel = {
    requestValidator: { body: true, parameters: false },
    requestModels: { 'application/json': 'Pairs' },
  };
  const status = (body: string) => call(method, { method: 'POST', body }, { models }).response.status;
  assert.equal(status('[{"a": 1, "b": 2}]'), 200);
  assert.equal(status('[{"a": 1}]'), 400);
  assert.equal(status('{"a": 1, "b": 2}'), 400);
});

test('a model that is missing refuses the body and says so', () => {
  const method: MethodModel = {
    requestValidator: { body: true, parameters: false },
    requestModels: { 'application/json': 'Nowhere' },
  };
  const { response, hops } = call(method, { body: '{}' });
  assert.equal(response.status, 400);
  assert.match(hops[0]?.why ?? '', /"Nowhere" is not part of the API/);
});
