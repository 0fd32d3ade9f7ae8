import assert from 'node:assert/strict';
import { test } from 'node:test';
import { header, simulate, toBytes, toText, type HeaderField, type IntegrationType } from '../../../src/simulate/index';
import { apiWorld, upstream, upstreamHeader } from '../worlds';

function call(
  type: IntegrationType,
  headers: Record<string, string>,
  replyHeaders: readonly HeaderField[] = [],
  body = '',
) {
  const world = apiWorld('/', {
    integration: {
      type,
      httpMethod: 'POST',
      uri: 'http://backend.example.com:8080/',
      responses: [{ statusCode: '200' }],
    },
  });
  const internet = { '*': () => ({ status: 200, headers: replyHeaders, body: toBytes('{}') }) };
  return simulate({ ...world, internet }, { method: 'POST', path: '/test/', headers, body });
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
const passed = [
  'Accept',
  'Accept-Charset',
  'Accept-Encoding',
  'Age',
  'Authorization',
  'Content-Type',
  'Date',
  'Pragma',
  'Range',
  'Referer',
  'User-Agent',
  'Warn',
  'X-Forwarded-For',
];
const dropped = [
  ...['Connection', 'Content-Encoding', 'Content-MD5', 'Expect', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE'],
  ...['Trailer', 'Transfer-Encoding', 'Upgrade', 'Via', 'WWW-Authenticate'],
];

for (const name of passed) {
  test(`HTTP_PROXY passes ${name} on`, () =>
    assert.equal(upstreamHeader(call('HTTP_PROXY', { [name]: 'v' }), name), 'v'));
}
for (const name of dropped) {
  test(`HTTP_PROXY drops ${name}`, () =>
    assert.equal(upstreamHeader(call('HTTP_PROXY', { [name]: 'v' }), name), undefined));
}

test('a signature of AWS goes no further', () => {
  const signed = call('HTTP_PROXY', { Authorization: 'AWS4-HMAC-SHA256 Credential=…' });
  assert.equal(upstreamHeader(signed, 'Authorization'), undefined);
});

test('the Host is the one of the integration, with its port where that is not the default', () => {
  assert.equal(upstreamHeader(call('HTTP_PROXY', { Host: 'client.example.com' }), 'Host'), 'backend.example.com:8080');
});

test('HTTP sends none of the client headers but the type of a body', () => {
  const headers = { Accept: 'application/xml', 'User-Agent': 'client', 'X-Own': '1', 'Content-Type': 'text/plain' };
  const request = upstream(call('HTTP', headers, [], 'hello'));
  assert.deepEqual(
    request.headers.map(([name]) => name),
    ['Host', 'Accept', 'User-Agent', 'Content-Type', 'Content-Length', 'X-Amzn-Trace-Id', 'X-Amzn-Apigateway-Api-Id'],
  );
  assert.equal(header(request.headers, 'Accept'), 'application/json');
  assert.equal(header(request.headers, 'User-Agent'), 'AmazonAPIGateway_abcde12345');
  assert.equal(header(request.headers, 'Content-Type'), 'text/plain');
});

test('apigw-http-proxy-headers/http-params-visible-to-template: dropped headers are not there for templates either', () => {
  const visible = (name: string) => {
    const requestTemplates = { 'application/json': `$input.params('${name}')` };
    const world = apiWorld('/', { integration: { type: 'HTTP', uri: 'http://b.example.com', requestTemplates } });
    return toText(upstream(simulate(world, { method: 'POST', path: '/test/', headers: { [name]: 'v' } })).body);
  };
  for (const name of ['Accept', 'Authorization', 'Content-Encoding', 'Referer', 'User-Agent', 'Via', 'Warn'])
    assert.equal(visible(name), 'v', name);
  const never = ['Connection', 'Content-MD5', 'Expect', 'Max-Forwards', 'Proxy-Authenticate', 'Server', 'TE'];
  for (const name of [...never, 'Trailer', 'Transfer-Encoding', 'Upgrade', 'WWW-Authenticate'])
    assert.equal(visible(name), '', name);
});

test('apigw-routing/query-duplicate-keys-last-wins: single values are the last, lists hold all in order', () => {
  const requestTemplates = { 'application/json': "$input.params('price') $input.params().querystring.category" };
  const requestParameters = { 'integration.request.querystring.all': 'method.request.multivaluequerystring.price' };
  const world = apiWorld('/', {
    integration: { type: 'HTTP', uri: 'http://b.example.com', requestTemplates, requestParameters },
  });
  const query = 'category=electronics&category=books&price=10&price=20&price=30';
  const request = upstream(simulate(world, { method: 'POST', path: '/test/', query }));
  assert.equal(toText(request.body), '30 books');
  assert.equal(request.query, 'all=10&all=20&all=30');
});

test('repeated client headers are passed on one by one', () => {
  const world = apiWorld('/', { integration: { type: 'HTTP_PROXY', uri: 'http://backend.example.com/' } });
  const trace = simulate(world, { method: 'GET', path: '/test/', headers: { 'X-A': ['1', '2'] } });
  assert.deepEqual(
    upstream(trace).headers.filter(([name]) => name === 'X-A'),
    [
      ['X-A', '1'],
      ['X-A', '2'],
    ],
  );
});

const answers: [sent: string, received: string | undefined][] = [
  ['Connection', 'x-amzn-Remapped-Connection'],
  ['Content-Length', 'x-amzn-Remapped-Content-Length'],
  ['Date', 'x-amzn-Remapped-Date'],
  ['Server', 'x-amzn-Remapped-Server'],
  ['Content-Type', 'Content-Type'],
  ['X-Own', 'X-Own'],
  ['Set-Cookie', 'Set-Cookie'],
  ['WWW-Authenticate', 'x-amzn-Remapped-WWW-Authenticate'],
  ['User-Agent', 'x-amzn-Remapped-User-Agent'],
  ['Content-Encoding', 'Content-Encoding'],
  ['Upgrade', undefined],
  ['Transfer-Encoding', undefined],
  ['Via', undefined],
];
for (const [sent, received] of answers) {
  test(`the client of HTTP_PROXY gets ${sent} of the backend as ${received ?? 'nothing'}`, () => {
    const { response } = call('HTTP_PROXY', {}, [[sent, 'value']]);
    const found = response.headers.filter(([, value]) => value === 'value').map(([name]) => name);
    assert.deepEqual(found, received === undefined ? [] : [received]);
  });
}

test('the client of HTTP gets no header of the backend', () => {
  const { response } = call('HTTP', {}, [
    ['X-Own', 'value'],
    ['Content-Type', 'text/html'],
  ]);
  assert.equal(header(response.headers, 'X-Own'), undefined);
  assert.equal(header(response.headers, 'Content-Type'), 'application/json');
});

test('every answer carries request ids, the trace id only where it was recorded', () => {
  for (const [type, expected] of [
    ['HTTP', true],
    ['HTTP_PROXY', false],
  ] as const) {
    const { response } = call(type, {});
    assert.match(header(response.headers, 'x-amzn-RequestId') ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-/);
    assert.notEqual(header(response.headers, 'x-amz-apigw-id'), undefined);
    assert.equal(header(response.headers, 'X-Amzn-Trace-Id') !== undefined, expected, type);
  }
});

test('apigw-http-proxy-headers/aws-proxy-trace-id-kept: Root, Parent and Sampled of the client survive', () => {
  const incoming = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1';
  assert.equal(upstreamHeader(call('HTTP_PROXY', { 'x-amzn-trace-id': incoming }), 'X-Amzn-Trace-Id'), incoming);
});

test('apigw-http-proxy-headers/unit-trace-id-sampled-default: what is missing is made up', () => {
  const traced = (value?: string) =>
    upstreamHeader(call('HTTP_PROXY', value === undefined ? {} : { 'x-amzn-trace-id': value }), 'X-Amzn-Trace-Id');
  assert.equal(traced('Root=trace;Parent=parent'), 'Root=trace;Parent=parent;Sampled=1');
  assert.match(traced() ?? '', /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
});

test('the connection stays open unless the client closes it', () => {
  assert.equal(header(call('HTTP_PROXY', {}).response.headers, 'Connection'), 'keep-alive');
  assert.equal(header(call('HTTP_PROXY', { Connection: 'close' }).response.headers, 'Connection'), 'close');
});
