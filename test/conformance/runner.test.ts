import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { textMatches } from './placeholders';
import { readCases, runFolder } from './report';
import { runCase, type Case } from './runner';

function run(kind: string, setup: unknown, request: unknown, expect: unknown, more: Partial<Case> = {}): string {
  const { result, message } = runCase({
    id: 'own/case',
    area: 'own',
    kind,
    mechanical: true,
    setup,
    request,
    expect,
    ...more,
  });
  return message === '' ? result : `${result}: ${message}`;
}

/** An API whose only method calls the backend. */
function api(
  integration: Record<string, unknown> = {},
  method: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
) {
  const whole = { type: 'HTTP_PROXY', httpMethod: 'ANY', uri: 'http://{{upstreamHost}}/base', ...integration };
  return {
    api: { stage: 's', resources: [{ path: '/', methods: { ANY: { integration: whole, ...method } } }], ...more },
  };
}

const get = { method: 'GET', path: '/s/', query: '', headers: {}, body: null };

test('what the format does not know fails with its name', () => {
  assert.equal(run('dance', {}, {}, {}), 'failed: kind = dance');
  assert.equal(run('request', { ...api(), weather: 'fine' }, get, {}), 'failed: unknown field or form: setup.weather');
  assert.equal(
    run('request', api({ color: 'blue' }), get, {}),
    'failed: unknown field or form: setup.api.resources[0].methods.ANY.integration.color',
  );
  assert.equal(run('request', api(), { ...get, mood: 'good' }, {}), 'failed: unknown field or form: request.mood');
  assert.equal(
    run('request', api(), get, { response: { smell: 'nice' } }),
    'failed: unknown field or form: expect.response.smell',
  );
  assert.equal(
    run('request', { ...api(), upstream: { behaviour: 'sing' } }, get, {}),
    'failed: unknown field or form: setup.upstream.behaviour = sing',
  );
  assert.equal(
    run('request', api({ type: 'FTP' }), get, {}),
    'failed: unknown field or form: setup.api.resources[0].methods.ANY.integration.type = FTP',
  );
  assert.equal(run('uri', { uri: 'http://x', extra: 1 }, {}, {}), 'failed: unknown field or form: setup.extra');
});

test('what is not mechanical is skipped with a reason', () => {
  assert.match(run('config', {}, {}, {}, { mechanical: false }), /^skipped: kind config: not mechanical/);
  assert.match(run('request', {}, {}, {}, { mechanical: false, disputed: true }), /^skipped: disputed/);
});

const expectations: [name: string, expect: unknown, passes: boolean][] = [
  ['status', { response: { status: 201 } }, true],
  ['another status', { response: { status: 200 } }, false],
  ['status class', { response: { statusClass: 2 } }, true],
  ['header without case', { response: { headers: { 'x-OWN': 'v' } } }, true],
  ['header with case', { response: { headersCaseSensitive: { 'x-OWN': 'v' } } }, false],
  ['any value', { response: { headers: { 'X-Own': '{{any}}' } } }, true],
  ['part of a header', { response: { headerContains: { 'X-Long': 'b=2' } } }, true],
  ['field of a header', { response: { headerHasField: { 'X-Long': 'b' } } }, true],
  ['missing field of a header', { response: { headerHasField: { 'X-Long': 'c' } } }, false],
  ['absent header', { response: { headersAbsent: ['X-None'] } }, true],
  ['absent header that is there', { response: { headersAbsent: ['x-own'] } }, false],
  ['exact headers with more there', { response: { headersExactly: { 'X-Own': 'v' } } }, false],
  ['cookies', { response: { setCookieNames: ['a', 'b'] } }, true],
  ['a cookie that is not set', { response: { setCookieNames: ['c'] } }, false],
  ['body', { response: { body: '{"k":[1,{"x":null}]}' } }, true],
  ['JSON body', { response: { bodyJson: { k: [1, { x: null }] } } }, true],
  ['JSON body with less', { response: { bodyJson: {} } }, false],
  ['part of the JSON body', { response: { bodyJsonContains: { k: [1, { x: null }] } } }, true],
  ['one of several bodies', { response: { bodyOneOf: ['other', '{"k":[1,{"x":null}]}'] } }, true],
  ['base64 body', { response: { bodyBase64: 'eyJrIjpbMSx7IngiOm51bGx9XX0=' } }, true],
  ['matched', { matched: { resource: '/', method: 'ANY' } }, true],
  ['nothing matched', { matched: null }, false],
  [
    'upstream',
    { upstream: { method: 'GET', path: '/base', scheme: 'http', uri: 'http://{{upstreamHost}}/base' } },
    true,
  ],
  ['another upstream path', { upstream: { path: '/other' } }, false],
  ['absent query', { upstream: { queryAbsent: ['q'] } }, true],
  ['hops', { via: ['apigw', 'internet'] }, true],
  ['hops in another order', { via: ['internet', 'apigw'] }, false],
];
for (const [name, expect, passes] of expectations) {
  test(`an expectation of ${name} ${passes ? 'holds' : 'does not hold'}`, () => {
    const upstream = {
      behaviour: 'status-from-path',
      replyHeaders: { 'X-Own': 'v', 'X-Long': 'a=1;b=2', 'Set-Cookie': ['a=1', 'b=2'] },
    };
    const text = { ...upstream, behaviour: 'text', body: '{"k":[1,{"x":null}]}' };
    const isStatus = name.includes('status');
    const setup = {
      ...api(isStatus ? { uri: 'http://{{upstreamHost}}/201' } : {}),
      upstream: isStatus ? upstream : text,
    };
    assert.equal(run('request', setup, get, expect).startsWith('passed'), passes);
  });
}

test('the forms of the format that are seldom used are read as well', () => {
  const bare = {
    alb: { listener: { protocol: 'HTTP', port: 80 }, rules: [{ priority: 1, conditions: [], action: 'forward' }] },
  };
  assert.equal(run('request', bare, { ...get, path: '/' }, { matchedRule: 1, response: { status: 200 } }), 'passed');
  const regex = {
    alb: {
      rules: [
        {
          priority: 5,
          conditions: [{ field: 'path-pattern', regexValues: ['^/v\\d'] }],
          action: { type: 'forward', targetGroups: [{ name: 'g' }] },
        },
      ],
    },
    upstream: { behaviour: 'name-of-target-group' },
  };
  assert.equal(run('request', regex, { ...get, path: '/v1' }, { targetGroup: 'g', response: { body: 'g' } }), 'passed');
  const keys = api({}, { apiKeyRequired: true }, { usagePlan: { stage: 's', keys: [{ value: 'k', enabled: true }] } });
  assert.equal(
    run('request', keys, { ...get, headers: { 'x-api-key': 'k' } }, { response: { status: 200 } }),
    'passed',
  );
  assert.equal(run('request', keys, get, { error: 'INVALID_API_KEY', response: { status: 403 } }), 'passed');
  const raw = {
    method: 'GET',
    path: '/',
    rawHeaders: [['X-A', '1']],
    httpVersion: 'HTTP/1.1',
    clientIp: 'public address',
    clientPort: 1,
  };
  assert.equal(run('request', bare, raw, { upstream: { headers: { 'x-a': '1' } } }), 'passed');
});

test('a private integration goes through a link, to whatever the case describes', () => {
  const v1 = api({ connectionType: 'VPC_LINK', connectionId: 'whatever', uri: 'http://internal.example.com:8080/x' });
  assert.equal(run('request', v1, get, { via: ['link', 'nlb', 'target'], upstream: { path: '/x' } }), 'passed');
  const balancer = { alb: { listener: { protocol: 'HTTP', port: 8080 } } };
  const v2 = {
    ...api({
      connectionType: 'VPC_LINK',
      connectionId: 'l',
      integrationTarget: '{{albArn}}',
      uri: 'http://internal.example.com:8080/x',
    }),
    ...balancer,
  };
  assert.equal(run('request', v2, get, { via: ['link', 'alb', 'target'], upstream: { path: '/x' } }), 'passed');
});

test('a value written as a choice is run once per value', () => {
  const each = api({ passthroughBehavior: 'each of WHEN_NO_MATCH, NEVER', type: 'HTTP', responses: { 200: {} } });
  const [post, xml] = [{ ...get, method: 'POST', body: 'x' }, { 'Content-Type': 'application/xml' }];
  assert.match(
    run('request', each, { ...post, headers: xml }, { response: { status: 200 } }),
    /^failed: response.status: expected 200, got 415/,
  );
});

const others: [kind: string, setup: unknown, request: unknown, expect: unknown][] = [
  ['template', { template: "$input.json('$.a')", inputBody: '{"a": [1]}' }, {}, { outputJson: [1], output: '[1]' }],
  [
    'template',
    { template: '$input.body!', phase: 'integration request', inputBody: 'x' },
    {},
    { output: 'x!', upstream: { body: 'x!' } },
  ],
  [
    'template',
    { template: '$stageVariables.v$context.c', stageVariables: { v: 1 }, context: { c: 2 } },
    {},
    { output: '12' },
  ],
  ['function', { function: '$util.urlEncode', argument: 'a b' }, {}, { output: 'a+b' }],
  ['function', { function: '$util.escapeJavaScript', argument: null }, {}, { output: 'null' }],
  ['function', { function: '$input.path', arguments: ['$.a'], inputBody: '{"a": 5}' }, {}, { value: 5 }],
  [
    'mapping',
    { mapping: { 'integration.request.header.a': "'x'" } },
    { method: 'GET' },
    { integrationRequest: { header: { a: 'x' } } },
  ],
  [
    'mapping',
    { mapping: { 'integration.request.header.a': 'method.request.body' } },
    { method: 'POST', body: '{' },
    { error: { status: 400 } },
  ],
  [
    'uri',
    { uri: 'http://h/{x}/${stageVariables.y}', pathParameters: { x: 1 }, stageVariables: { y: 2 } },
    {},
    { renderedUri: 'http://h/1/2' },
  ],
  ['transform', { transform: { type: 'url-rewrite', regex: 'a', replace: 'b' } }, { input: 'aa' }, { output: 'ba' }],
  ['mock', { integrationRequestBody: '{"statusCode": 0}' }, {}, { status: 0 }],
  ['template-choice', { integrationResponses: { 200: {} } }, { selectionValue: 500 }, { selected: '200' }],
  [
    'binary',
    { binaryMediaTypes: ['a/b'], contentHandling: null },
    { headers: { 'Content-Type': 'a/b' }, bodyBase64: '/w==' },
    { upstream: { bodyBase64: '/w==' } },
  ],
  [
    'classification',
    {},
    { method: 'GET', rawHeaders: [['Content-Length', '0']] },
    { classification: 'Acceptable', strictest: 'blocked' },
  ],
  ['parse', { api: { stage: 's' } }, { path: '/s//a' }, { requestPath: '/a', rawRequestPath: '//a' }],
];
for (const [kind, setup, request, expect] of others) {
  test(`kind ${kind} with ${JSON.stringify(setup)} runs`, () =>
    assert.equal(run(kind, setup, request, expect), 'passed'));
}

test('placeholders and formats stand for texts', () => {
  assert.equal(textMatches('AmazonAPIGateway_{{apiId}}', 'AmazonAPIGateway_testapi123', {}), true);
  assert.equal(textMatches('Root={{any}};x', 'Root=1-2-3;x', {}), true);
  assert.equal(textMatches('Root=<id>', 'Root=', {}), false);
  assert.equal(textMatches('{{clientHost}}', 'me', { clientHost: 'me' }), true);
  assert.equal(textMatches('a.c', 'abc', {}), false);
});

function folderWith(files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cases-'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  return folder;
}

test('a folder gives counts per area and one result per case', (context) => {
  const cases = [
    { id: 'a/one', kind: 'mock', setup: { integrationRequestBody: '{"statusCode": 200}' }, expect: { status: 200 } },
    { id: 'a/two', area: 'b', kind: 'mock', mechanical: true, setup: {}, expect: { status: 200 } },
    { id: 'a/three', kind: 'rule', mechanical: false },
  ];
  const folder = folderWith({ 'a.json': `\ufeff${JSON.stringify(cases)}`, 'notes.txt': 'no case' });
  context.after(() => fs.rmSync(folder, { recursive: true }));
  const { areas, cases: results } = runFolder(folder);
  assert.deepEqual(areas, {
    a: { passed: 1, failed: 0, skipped: 1 },
    b: { passed: 0, failed: 1, skipped: 0 },
  });
  assert.deepEqual(
    results.map(({ id, result }) => `${id} ${result}`),
    ['a/one passed', 'a/two failed', 'a/three skipped'],
  );
});

for (const [what, text, message] of [
  ['no JSON', '[{', /bad\.json is not JSON/],
  ['no list', '{}', /bad\.json holds no list of cases/],
  ['no id', '[{"kind": "mock"}]', /bad\.json: case 1 has no id or no kind/],
] as const) {
  test(`a file with ${what} is named`, (context) => {
    const folder = folderWith({ 'bad.json': text });
    context.after(() => fs.rmSync(folder, { recursive: true }));
    assert.throws(() => readCases(folder), message);
  });
}
