/**
 * The published format, field by field: every field is read where it may stand, an unknown one fails the case with its
 * name, and every expectation can fail.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCase } from './runner';

type Json = Record<string, unknown>;

function run(kind: string, setup: Json, request: Json, expect: Json): string {
  const { result, message } = runCase({ id: 'own/case', area: 'own', kind, mechanical: true, setup, request, expect });
  return message === '' ? result : `${result}: ${message}`;
}

const get = { method: 'GET', path: '/s/', query: '', headers: {}, body: null };
const proxy = { type: 'HTTP_PROXY', httpMethod: 'ANY', uri: '{{upstream}}/base' };
const mock = (template: string): Json => ({
  type: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: { 200: { responseTemplates: { 'application/json': template } } },
});

/** An API whose one method is given by its integration, with more beside it. */
function api(integration: Json = proxy, method: Json = {}, more: Json = {}, beside: Json = {}): Json {
  const resources = [{ path: '/', methods: { ANY: { integration, ...method } } }];
  return { api: { stage: 's', resources, ...more }, ...beside };
}

const action = { type: 'forward', targetGroups: [{ name: 'g', weight: 1 }] };
const rule = { priority: 1, conditions: [{ field: 'path-pattern', values: ['/*'] }], action };
const alb = (changes: Json = {}, upstream?: Json): Json => ({
  alb: { listener: { protocol: 'HTTP', port: 80 }, rules: [rule], ...changes },
  ...(upstream ? { upstream } : {}),
});

/** A whole case per kind, in which every field may get an unknown neighbour. */
const whole: Record<string, { setup: Json; request: Json; expect: Json }> = {
  request: {
    setup: {
      endpointType: 'EDGE',
      api: {
        stage: 's',
        stageVariables: { v: '1' },
        binaryMediaTypes: ['image/png'],
        apiKeySource: 'HEADER',
        models: { M: { type: 'object' }, Text: '{"type": "object"}' },
        gatewayResponses: {
          DEFAULT_4XX: {
            statusCode: '418',
            responseParameters: { 'gatewayresponse.header.x': "'1'" },
            responseTemplates: { 'application/json': '{}' },
          },
        },
        usagePlan: { stage: 's', keys: [{ value: 'k', enabled: true }, 'other'] },
        canarySettings: { percentTraffic: 0, stageVariableOverrides: { v: '2' }, useStageCache: false },
        deployments: { base: [{ path: '/b', methods: { GET: { integration: mock('b') } } }], canary: [] },
        resources: [
          {
            path: '/b',
            methods: {
              GET: {
                apiKeyRequired: true,
                authorizationType: 'NONE',
                requestParameters: { 'method.request.querystring.q': false },
                requestValidator: { body: true, parameters: true },
                requestModels: { 'application/json': 'M' },
                responses: { 200: { responseParameters: {}, responseModels: {} } },
                integration: {
                  ...proxy,
                  connectionType: 'INTERNET',
                  connectionId: 'c',
                  integrationTarget: 't',
                  passthroughBehavior: 'WHEN_NO_MATCH',
                  contentHandling: 'CONVERT_TO_TEXT',
                  requestParameters: {},
                  requestTemplates: {},
                  timeoutInMillis: 29000,
                  responses: {
                    default: {
                      selectionPattern: '',
                      responseParameters: {},
                      responseTemplates: {},
                      contentHandling: 'CONVERT_TO_TEXT',
                    },
                  },
                },
              },
            },
          },
        ],
      },
      upstream: { behaviour: 'text', body: 'x', replyHeaders: { A: ['1', '2'] } },
    },
    request: {
      method: 'GET',
      path: '/s/b',
      query: 'q=1',
      headers: { 'x-list': ['1', '2'] },
      body: null,
      clientIp: '192.0.2.1',
      clientPort: 5,
      httpVersion: 'HTTP/1.1',
      rawHeaders: [['x-raw', '1']],
    },
    expect: {
      matched: { resource: '/b', method: 'GET' },
      pathParameters: {},
      error: null,
      response: { status: 200, statusClass: 2, body: 'b' },
    },
  },
  template: {
    setup: {
      template: '$input.body',
      phase: 'integration response',
      inputBody: 'x',
      integrationResponseStatus: 200,
      integrationResponseHeaders: { A: '1' },
      pathParameters: { p: '1' },
      stageVariables: { v: '1' },
      context: { c: 1 },
    },
    request: { method: 'POST' },
    expect: { output: 'x', response: { status: 200, body: 'x' } },
  },
  function: { setup: { function: '$util.urlEncode', argument: 'a b' }, request: {}, expect: { output: 'a+b' } },
  mapping: {
    setup: {
      mapping: { 'integration.request.header.a': 'stageVariables.v' },
      pathParameters: {},
      stageVariables: { v: '1' },
      context: {},
    },
    request: get,
    expect: { integrationRequest: { header: { a: '1' }, path: {}, querystring: {} } },
  },
  'template-choice': {
    setup: { integrationResponses: { 200: {} } },
    request: { selectionValue: 500 },
    expect: { selected: '200' },
  },
  uri: {
    setup: { uri: 'http://h/{p}', pathParameters: { p: 1 }, stageVariables: {} },
    request: {},
    expect: { renderedUri: 'http://h/1' },
  },
  transform: {
    setup: { transform: { type: 'url-rewrite', regex: 'a', replace: 'b' } },
    request: { input: 'a' },
    expect: { output: 'b' },
  },
  mock: { setup: { integrationRequestBody: '{"statusCode": 200}' }, request: {}, expect: { status: 200 } },
  binary: {
    setup: { binaryMediaTypes: ['a/b'], contentHandling: null, integrationType: 'HTTP' },
    request: { method: 'PUT', headers: { 'Content-Type': 'a/b' }, bodyBase64: '/w==' },
    expect: { upstream: { bodyBase64: '/w==' } },
  },
  distribution: {
    setup: alb(),
    request: { requests: 'many' },
    expect: { distribution: { g: 1 } },
  },
  classification: {
    setup: { attribute: 'routing.http.desync_mitigation_mode' },
    request: { ...get, rawHeaders: [] },
    expect: { classification: 'Compliant', monitor: 'allowed', defensive: 'allowed', strictest: 'allowed' },
  },
  parse: { setup: { api: { stage: 's' } }, request: { path: '/s/a' }, expect: { requestPath: '/a', stage: 's' } },
  'test-invoke': {
    setup: {
      api: { resources: [{ path: '/p/{id}', methods: { GET: { integration: mock("$input.params('id')") } } }] },
    },
    request: { operation: 'TestInvokeMethod', resource: '/p/{id}', method: 'GET', pathWithQueryString: '/p/7' },
    expect: { response: { status: 200, body: '7' } },
  },
};
const balancers = {
  setup: {
    nlb: {
      listeners: [
        {
          protocol: 'TCP',
          port: 80,
          targetGroup: { type: 'alb', healthCheck: { path: '/', protocol: 'HTTP', port: 80, matcher: '200' } },
        },
      ],
    },
    alb: {
      scheme: 'internal',
      attributes: { 'routing.http.preserve_host_header.enabled': true },
      listener: { protocol: 'HTTP', port: 80 },
      default: {
        type: 'redirect',
        statusCode: 'HTTP_301',
        protocol: 'HTTPS',
        host: 'h',
        port: 1,
        path: '/',
        query: '',
      },
      rules: [
        {
          priority: 1,
          conditions: [
            { field: 'path-pattern', regexValues: ['^/s'] },
            { field: 'http-header', httpHeaderName: 'X-A', values: ['*'] },
            { field: 'query-string', values: [{ key: 'q', value: '1' }, 'any'] },
          ],
          transforms: [{ type: 'host-header-rewrite', regex: '.*', replace: 'h' }],
          action: { ...action, stickiness: { enabled: true, durationSeconds: 5 } },
        },
        {
          priority: 2,
          conditions: [],
          action: { type: 'fixed-response', statusCode: 200, contentType: 'text/plain', messageBody: 'm' },
        },
      ],
    },
  },
  request: { ...get, query: 'q=1', headers: { 'x-a': '1' } },
  expect: { via: ['nlb', 'alb', 'target'], matchedRule: 1, targetGroup: 'g', response: { status: 200 } },
};
const complete: [name: string, kind: string, one: { setup: Json; request: Json; expect: Json }][] = [
  ...Object.entries(whole).map(([kind, one]): [string, string, typeof one] => [kind, kind, one]),
  ['request to balancers', 'request', balancers],
];

/** Maps whose keys are data, where a new key is no unknown field. */
const dataKeys =
  /\.(?:stageVariables|stageVariableOverrides|models|gatewayResponses|methods|responses|integrationResponses|requestParameters|requestTemplates|requestModels|responseParameters|responseTemplates|responseModels|headers|replyHeaders|integrationResponseHeaders|pathParameters|context|mapping|attributes|distribution|header|path|querystring|M)$/;

/** Paths of all objects inside a value, as `setup.api.resources[0]`. */
function objectsIn(value: unknown, at: string): { readonly at: string; readonly object: Json }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => objectsIn(item, `${at}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  const own = dataKeys.test(at) ? [] : [{ at, object: value as Json }];
  return [...own, ...Object.entries(value).flatMap(([key, item]) => objectsIn(item, `${at}.${key}`))];
}

for (const [name, kind, one] of complete) {
  test(`a case of kind ${name} with every field passes`, () => {
    assert.equal(run(kind, one.setup, one.request, one.expect), 'passed');
  });

  for (const part of ['setup', 'request', 'expect'] as const) {
    for (const { at } of objectsIn(one[part], part)) {
      test(`${name}: an unknown field of ${at} fails with its name`, () => {
        const copy = structuredClone(one);
        const target = objectsIn(copy[part], part).find((found) => found.at === at) as { object: Json };
        target.object['weather'] = 'fine';
        const message = run(kind, copy.setup, copy.request, copy.expect);
        assert.ok(message.startsWith('failed: unknown field or form: '), message);
        assert.ok(message.includes('weather'), message);
      });
    }
  }
}

const echoed = {
  behaviour: 'echo',
  replyHeaders: { 'X-B': 'v', 'Set-Cookie': ['a=1; Path=/', 'b=2'], 'X-L': 'k=1;l=2' },
};
const listed = { ...get, query: 'q=1&q=2&r=3', headers: { 'X-A': ['1', '2'], Host: 'me.example.com' } };
const viaApi = api(proxy, {}, {}, { upstream: echoed });

/** Expectations about one request: each must hold, and its twin must not. */
const pairs: [what: string, setup: Json, request: Json, holds: Json, fails: Json][] = [
  ['upstream method', viaApi, listed, { upstream: { method: 'GET' } }, { upstream: { method: 'PUT' } }],
  ['upstream path', viaApi, listed, { upstream: { path: '/base' } }, { upstream: { path: '/' } }],
  [
    'upstream query',
    viaApi,
    listed,
    { upstream: { query: { q: ['1', '2'], r: '3' } } },
    { upstream: { query: { q: '1' } } },
  ],
  ['queryAbsent', viaApi, listed, { upstream: { queryAbsent: ['s'] } }, { upstream: { queryAbsent: ['q'] } }],
  [
    'a list of values',
    viaApi,
    listed,
    { upstream: { headers: { 'x-a': ['1', '2'] } } },
    { upstream: { headers: { 'x-a': ['1'] } } },
  ],
  [
    'values as one text',
    viaApi,
    listed,
    { upstream: { headers: { 'x-a': '1,2' } } },
    { upstream: { headers: { 'x-a': '1' } } },
  ],
  [
    'headersCaseSensitive',
    viaApi,
    listed,
    { upstream: { headersCaseSensitive: { 'X-A': ['1', '2'] } } },
    { upstream: { headersCaseSensitive: { 'x-a': ['1', '2'] } } },
  ],
  ['headersAbsent', viaApi, listed, { upstream: { headersAbsent: ['x-b'] } }, { upstream: { headersAbsent: ['x-a'] } }],
  [
    'headerContains',
    viaApi,
    listed,
    { response: { headerContains: { 'x-l': ['k=1', 'l=2'] } } },
    { response: { headerContains: { 'x-l': 'm=3' } } },
  ],
  [
    'headerHasField',
    viaApi,
    listed,
    { response: { headerHasField: { 'x-l': ['k', 'l'] } } },
    { response: { headerHasField: { 'x-l': '1' } } },
  ],
  [
    'setCookieNames',
    viaApi,
    listed,
    { response: { setCookieNames: ['a', 'b'] } },
    { response: { setCookieNames: ['Path'] } },
  ],
  ['scheme', viaApi, listed, { upstream: { scheme: 'http' } }, { upstream: { scheme: 'https' } }],
  [
    'uri',
    viaApi,
    listed,
    { upstream: { uri: '{{upstream}}/base?q=1&q=2&r=3' } },
    { upstream: { uri: '{{upstream}}/base' } },
  ],
  ['no backend', api(mock('x')), get, { upstream: null }, { upstream: {} }],
  ['a backend', viaApi, get, { upstream: {} }, { upstream: null }],
  ['part of matched', viaApi, get, { matched: { resource: '/' } }, { matched: { resource: '/other' } }],
  ['matched: null', viaApi, { ...get, path: '/s/none' }, { matched: null }, { matched: { resource: '/' } }],
  ['a class of statuses', viaApi, get, { response: { statusClass: '2xx' } }, { response: { statusClass: '4xx' } }],
  ['a number as JSON body', api(mock('5')), get, { response: { bodyJson: 5 } }, { response: { bodyJson: '5' } }],
  ['null as JSON body', api(mock('null')), get, { response: { bodyJson: null } }, { response: { bodyJson: {} } }],
  ['a list as JSON body', api(mock('[1]')), get, { response: { bodyJson: [1] } }, { response: { bodyJson: [1, 2] } }],
  ['a text as JSON body', api(mock('"a"')), get, { response: { bodyJson: 'a' } }, { response: { bodyJson: 'b' } }],
  ['a body as JSON', api(mock('{"a": 1}')), get, { response: { body: { a: 1 } } }, { response: { body: { a: 2 } } }],
  [
    'a sent body as JSON',
    viaApi,
    { ...get, method: 'POST', body: { a: 1 } },
    { upstream: { body: { a: 1 } } },
    { upstream: { body: '' } },
  ],
  ['bodyOneOf', api(mock('b')), get, { response: { bodyOneOf: ['a', 'b'] } }, { response: { bodyOneOf: ['c'] } }],
  [
    'bodyJsonContains',
    api(mock('{"a": {"b": 1, "c": 2}}')),
    get,
    { response: { bodyJsonContains: { a: { b: 1 } } } },
    { response: { bodyJsonContains: { a: { b: 2 } } } },
  ],
  ['bodyBase64', api(mock('x')), get, { response: { bodyBase64: 'eA==' } }, { response: { bodyBase64: 'eQ==' } }],
  [
    '{{any}}',
    viaApi,
    get,
    { upstream: { headers: { 'X-Amzn-Trace-Id': '{{any}}' } } },
    { upstream: { headers: { 'X-None': '{{any}}' } } },
  ],
  [
    '{{apiId}}',
    viaApi,
    get,
    { upstream: { headers: { 'x-amzn-apigateway-api-id': '{{apiId}}' } } },
    { upstream: { headers: { host: '{{apiId}}' } } },
  ],
  [
    '{{upstreamHost}}',
    viaApi,
    get,
    { upstream: { headers: { host: '{{upstreamHost}}' } } },
    { upstream: { headers: { host: '{{clientHost}}' } } },
  ],
  [
    '{{clientHost}}',
    api({ ...proxy, requestParameters: { 'integration.request.header.X-Host': 'method.request.header.Host' } }),
    listed,
    { upstream: { headers: { 'X-Host': '{{clientHost}}' } } },
    { upstream: { headers: { 'X-Host': '{{region}}' } } },
  ],
  [
    '{{region}}, {{lbDnsName}}',
    alb({ default: { type: 'fixed-response', statusCode: 200, messageBody: '{{region}} {{lbDnsName}}' }, rules: [] }),
    get,
    { response: { body: '{{region}} {{albDnsName}}' } },
    { response: { body: '{{region}}' } },
  ],
  [
    'a format in angle brackets',
    viaApi,
    get,
    { upstream: { headers: { 'X-Amzn-Trace-Id': 'Root=<id>;<rest>' } } },
    { upstream: { headers: { 'X-Amzn-Trace-Id': 'Self=<id>' } } },
  ],
  [
    'error as a type',
    viaApi,
    { ...get, path: '/s/none' },
    { error: 'MISSING_AUTHENTICATION_TOKEN' },
    { error: 'UNAUTHORIZED' },
  ],
  [
    'error as a message',
    viaApi,
    { ...get, path: '/s/none' },
    { error: 'Missing Authentication Token' },
    { error: 'Forbidden' },
  ],
  [
    'error as an object',
    viaApi,
    { ...get, path: '/s/none' },
    { error: { type: 'MISSING_AUTHENTICATION_TOKEN', status: 403, message: 'Missing Authentication Token' } },
    { error: { status: 404 } },
  ],
  ['no error', viaApi, get, { error: null }, { error: 'UNAUTHORIZED' }],
  ['echo by default', api(), get, { response: { bodyJsonContains: { method: 'GET' } } }, { response: { body: '' } }],
  [
    'echo-body',
    api(proxy, {}, {}, { upstream: { behaviour: 'echo-body' } }),
    { ...get, method: 'POST', body: 'hi' },
    { response: { body: 'hi' } },
    { response: { body: '' } },
  ],
  [
    'status-from-path',
    api({ ...proxy, uri: '{{upstream}}/418' }, {}, {}, { upstream: { behaviour: 'status-from-path' } }),
    get,
    { response: { status: 418, bodyJson: { status_code: 418 } } },
    { response: { status: 200 } },
  ],
  [
    'name-of-target-group',
    alb({}, { behaviour: 'name-of-target-group' }),
    get,
    { response: { body: 'g' }, targetGroup: 'g' },
    { targetGroup: 'h' },
  ],
  [
    'a text of JSON',
    alb({}, { behaviour: 'text', body: { a: 1 } }),
    get,
    { response: { bodyJson: { a: 1 } } },
    { response: { bodyJson: {} } },
  ],
  ['the default rule', alb({ rules: [], default: 'forward' }), get, { matchedRule: 'default' }, { matchedRule: 1 }],
  [
    'clientIp in words',
    alb(),
    { ...get, clientIp: 'a private address' },
    { upstream: { headers: { 'x-forwarded-for': '10.<rest>' } } },
    { upstream: { headers: { 'x-forwarded-for': '203.<rest>' } } },
  ],
  [
    'clientPort',
    alb({ attributes: { 'routing.http.xff_client_port.enabled': true } }),
    { ...get, clientIp: '192.0.2.1', clientPort: 7 },
    { upstream: { headers: { 'x-forwarded-for': '192.0.2.1:7' } } },
    { upstream: { headers: { 'x-forwarded-for': '192.0.2.1' } } },
  ],
  [
    'rawHeaders',
    alb(),
    {
      ...get,
      rawHeaders: [
        ['X-Raw', 'a'],
        ['x-raw', 'b'],
      ],
    },
    { upstream: { headers: { 'X-RAW': ['a', 'b'] } } },
    { upstream: { headersAbsent: ['x-raw'] } },
  ],
  [
    'httpVersion',
    alb(),
    { ...get, httpVersion: 'HTTP/1.0' },
    { response: { status: 200 } },
    { response: { status: 505 } },
  ],
  [
    'bodyBase64 of a request',
    viaApi,
    { method: 'POST', path: '/s/', bodyBase64: 'aGk=' },
    { upstream: { body: 'hi' } },
    { upstream: { body: 'aGk=' } },
  ],
  [
    'a key without a plan',
    api(mock('x'), { apiKeyRequired: true }),
    { ...get, headers: { 'x-api-key': 'k' } },
    { response: { status: 403 } },
    { response: { status: 200 } },
  ],
  [
    'a canary',
    api(
      mock('b'),
      {},
      {
        canarySettings: { percentTraffic: '100' },
        deployments: { base: [], canary: [{ path: '/', methods: { GET: { integration: mock('c') } } }] },
      },
    ),
    get,
    { response: { body: 'c' } },
    { response: { body: 'b' } },
  ],
  [
    'EDGE',
    api(mock('x'), {}, {}, { endpointType: 'EDGE' }),
    get,
    { response: { status: 200 } },
    { response: { status: 403 } },
  ],
  [
    'a method without an integration',
    { api: { stage: 's', resources: [{ path: '/', methods: { GET: {} } }] } },
    get,
    { matched: { resource: '/', method: 'GET' } },
    { matched: null },
  ],
];
for (const [what, setup, request, holds, fails] of pairs) {
  test(`${what} holds`, () => assert.equal(run('request', setup, request, holds), 'passed'));
  test(`${what} can fail`, () => {
    const message = run('request', setup, request, fails);
    assert.ok(message.startsWith('failed: ') && !message.includes('unknown field'), message);
  });
}

/** Wrong results of the other kinds must fail as well. */
const wrong: [kind: string, changes: Json][] = [
  ['template', { output: 'y' }],
  ['template', { outputJson: {} }],
  ['template', { response: { status: 201 } }],
  ['template', { error: 'Internal server error' }],
  ['function', { output: 'a b' }],
  ['function', { value: 'a b' }],
  ['mapping', { integrationRequest: { header: { a: '2' } } }],
  ['mapping', { error: { status: 400 } }],
  ['template-choice', { selected: '500' }],
  ['template-choice', { error: 'API_CONFIGURATION_ERROR' }],
  ['uri', { renderedUri: 'http://h/2' }],
  ['transform', { output: 'a' }],
  ['transform', { error: true }],
  ['mock', { status: 500 }],
  ['binary', { upstream: { bodyBase64: 'AA==' } }],
  ['binary', { error: 'API_CONFIGURATION_ERROR' }],
  ['distribution', { distribution: { g: 0.5 } }],
  ['classification', { classification: 'Severe' }],
  ['classification', { strictest: 'blocked' }],
  ['classification', { reason: 'BadUri' }],
  ['parse', { requestPath: '/b' }],
  ['test-invoke', { response: { body: '8' } }],
];
for (const [kind, expect] of wrong) {
  test(`kind ${kind} fails for ${JSON.stringify(expect)}`, () => {
    const { setup, request } = whole[kind] as { setup: Json; request: Json };
    const message = run(kind, setup, request, expect);
    assert.ok(message.startsWith('failed: ') && !message.includes('unknown field'), message);
  });
}

/** Words that the format does not list. */
const words: [kind: string, setup: Json, request: Json, expect: Json, named: string][] = [
  ['request', api({ ...proxy, type: 'FTP' }), get, {}, 'type = FTP'],
  ['request', api({ ...proxy, contentHandling: 'KEEP' }), get, {}, 'contentHandling = KEEP'],
  ['request', alb({ rules: [{ ...rule, action: { type: 'dance' } }] }), get, {}, 'type = dance'],
  ['request', alb({ rules: [{ ...rule, action: 'dance' }] }), get, {}, 'setup.alb.rules[0].action'],
  ['request', alb({ rules: [{ ...rule, conditions: [{ field: 'moon' }] }] }), get, {}, 'field = moon'],
  ['request', alb({ listener: { protocol: 'QUIC' } }), get, {}, 'protocol = QUIC'],
  ['request', alb({}, { behaviour: 'lambda-echo' }), get, {}, 'behaviour = lambda-echo'],
  ['request', api(proxy, {}, {}, { endpointType: 'MOON' }), get, {}, 'endpointType = MOON'],
  ['request', api(), get, { via: ['moon'] }, 'via = moon'],
  ['request', api(), { ...get, clientIp: 'somewhere' }, {}, 'clientIp = somewhere'],
  ['request', api(), { ...get, query: { q: '1' } }, {}, 'request.query'],
  ['function', { function: '$moon.rise' }, {}, {}, 'setup.function'],
  ['binary', { integrationType: 'LAMBDA' }, {}, {}, 'integrationType = LAMBDA'],
  ['dance', {}, {}, {}, 'kind = dance'],
];
for (const [kind, setup, request, expect, named] of words) {
  test(`the word behind "${named}" fails with its name`, () => {
    const message = run(kind, setup, request, expect);
    assert.ok(message.startsWith('failed: ') && message.includes(named), message);
  });
}
