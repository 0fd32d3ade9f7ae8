import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify, passesDesync } from '../../../src/simulate/alb/desync';
import {
  header,
  headerList,
  headerValues,
  simulate,
  toBytes,
  type HeaderInput,
  type SimRequest,
  type TargetBehaviour,
  type TargetGroupModel,
  type TargetModel,
} from '../../../src/simulate/index';
import { albWorld, group, upstream } from '../worlds';

function toGroup(
  targets: readonly TargetModel[],
  request: Partial<SimRequest> = {},
  more: Partial<TargetGroupModel> = {},
  attributes: Record<string, string> = {},
) {
  const world = albWorld(
    [{ priority: 1, conditions: [], actions: [{ type: 'forward', targetGroups: [{ targetGroup: 'one' }] }] }],
    { attributes },
  );
  const one: TargetGroupModel = { ...group('one'), targets, ...more };
  return simulate({ ...world, targetGroups: { one } }, { method: 'GET', path: '/', ...request });
}

function refused(request: Partial<SimRequest>, attributes: Record<string, string> = {}): number {
  return toGroup([{ id: 't' }], request, {}, attributes).response.status;
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
const requests: [name: string, request: Partial<SimRequest>, status: number][] = [
  ['alb-errors/400-single-header-over-16k', { headers: { X: 'x'.repeat(16 * 1024) } }, 400],
  ['a header just below 16 K', { headers: { X: 'x'.repeat(16 * 1024 - 10) } }, 200],
  ['alb-errors/400-headers-over-64k', { headers: { X: Array<string>(7).fill('x'.repeat(10_000)) } }, 400],
  ['a URL that is too long', { path: `/${'x'.repeat(16 * 1024)}` }, 414],
  ['the method TRACE', { method: 'TRACE' }, 405],
  [
    'alb-errors/463-xff-over-30',
    { headers: { 'X-Forwarded-For': Array<string>(31).fill('10.0.0.1').join(', ') } },
    463,
  ],
  ['30 addresses', { headers: { 'X-Forwarded-For': Array<string>(30).fill('10.0.0.1').join(', ') } }, 200],
  ['alb-errors/501-transfer-encoding', { method: 'POST', headers: { 'Transfer-Encoding': 'gzip' } }, 501],
  ['an HTTP version it does not speak', { httpVersion: '0.9' }, 505],
];
for (const [name, request, status] of requests) {
  test(`${name}: ${status}`, () => assert.equal(refused(request), status));
}

const failing: [name: string, behaviour: TargetBehaviour, status: number][] = [
  ['alb-errors/502-connection-refused', () => ({ failure: 'refused' }), 502],
  ['a target that resets', () => ({ failure: 'reset' }), 502],
  ['a target that sends garbage', () => ({ failure: 'malformed' }), 502],
  ['a target that fails the TLS handshake', () => ({ failure: 'tls' }), 502],
  [
    'response headers over 32 K',
    () => ({ status: 200, headers: [['X', 'x'.repeat(33 * 1024)]], body: new Uint8Array() }),
    502,
  ],
  ['alb-errors/504-connect-timeout', () => ({ failure: 'connect-timeout' }), 504],
  ['a target that never answers', () => ({ failure: 'no-answer' }), 504],
  [
    'an answer after the idle timeout',
    () => ({ status: 200, headers: [], body: new Uint8Array(), delayMs: 60_001 }),
    504,
  ],
  [
    'an answer within the idle timeout',
    () => ({ status: 200, headers: [], body: new Uint8Array(), delayMs: 60_000 }),
    200,
  ],
  ['alb-errors/target-errors-pass', () => ({ status: 500, headers: [], body: toBytes('own') }), 500],
];
for (const [name, behaviour, status] of failing) {
  test(`${name}: ${status}`, () => {
    const { response, hops } = toGroup([{ id: 't', behaviour }]);
    assert.equal(response.status, status);
    const isOwn = header(response.headers, 'Server') === 'awselb/2.0';
    assert.equal(hops[0]?.returned !== undefined, isOwn);
  });
}

test('the idle timeout is an attribute', () => {
  const slow: TargetBehaviour = () => ({ status: 200, headers: [], body: new Uint8Array(), delayMs: 5_000 });
  assert.equal(
    toGroup([{ id: 't', behaviour: slow }], {}, {}, { 'idle_timeout.timeout_seconds': '4' }).response.status,
    504,
  );
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
test('a group without targets, or with unused ones only, answers 503', () => {
  assert.equal(toGroup([]).response.status, 503);
  assert.equal(toGroup([{ id: 't', health: 'unused' }]).response.status, 503);
});

test('alb-errors/unhealthy-skipped: only the healthy target receives requests', () => {
  const { hops } = toGroup([{ id: 'bad', health: 'unhealthy' }, { id: 'good' }, { id: 'leaving', health: 'draining' }]);
  assert.equal(hops.at(-1)?.logicalId, 'good');
  assert.deepEqual(
    hops[1]?.alternatives.map(({ what, why }) => `${what} ${why}`),
    ['bad is unhealthy', 'leaving is draining'],
  );
});

test('alb-errors/fail-open-all-unhealthy: all unhealthy means all are used', () => {
  const { response, hops } = toGroup([
    { id: 'a', health: 'unhealthy' },
    { id: 'b', health: 'unhealthy' },
  ]);
  assert.equal(response.status, 200);
  assert.equal(hops[1]?.facts?.failOpen, true);
  assert.match(hops[1]?.why ?? '', /fails open/);
});

test('fail open may start earlier, by attribute', () => {
  const attributes = { 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '2' };
  assert.equal(
    toGroup([{ id: 'a' }, { id: 'b', health: 'unhealthy' }], {}, { attributes }).hops[1]?.facts?.failOpen,
    true,
  );
});

test('a group of HTTP/2 or gRPC targets does not take HTTP/1.1', () => {
  assert.equal(toGroup([{ id: 't' }], {}, { protocolVersion: 'HTTP2' }).response.status, 464);
  assert.equal(toGroup([{ id: 't' }], { httpVersion: '2' }, { protocolVersion: 'HTTP2' }).response.status, 200);
  assert.equal(toGroup([{ id: 't' }], { httpVersion: '2' }, { protocolVersion: 'GRPC' }).response.status, 464);
});

test('stickiness of targets sets its cookies and follows them', () => {
  const attributes = { 'stickiness.enabled': 'true', 'stickiness.type': 'lb_cookie' };
  const targets = [{ id: 'a' }, { id: 'b' }];
  const first = toGroup(targets, {}, { attributes });
  const cookies = headerValues(first.response.headers, 'Set-Cookie');
  assert.deepEqual(
    cookies.map((cookie) => cookie.split('=')[0]),
    ['AWSALB', 'AWSALBCORS'],
  );
  const again = toGroup(
    [...targets].reverse(),
    { headers: { Cookie: cookies[0]?.split(';')[0] ?? '' } },
    { attributes },
  );
  assert.equal(again.hops.at(-1)?.logicalId, first.hops.at(-1)?.logicalId);
});

test('the answer of the target passes, connection headers aside', () => {
  const behaviour: TargetBehaviour = () => ({
    status: 201,
    headers: [
      ['X-Own', '1'],
      ['Connection', 'close'],
    ],
    body: toBytes('made'),
  });
  const { response } = toGroup([{ id: 't', behaviour }]);
  assert.equal(response.status, 201);
  assert.equal(header(response.headers, 'X-Own'), '1');
  assert.equal(header(response.headers, 'Connection'), 'keep-alive');
});

test('HEAD gets the headers and no body', () => {
  const trace = toGroup([{ id: 't' }], { method: 'HEAD' });
  assert.equal(trace.response.body.length, 0);
  assert.equal(upstream(trace).method, 'HEAD');
});

test('plain HTTP on an HTTPS listener is a bad request', () => {
  const world = albWorld([], {
    listeners: [
      {
        logicalId: 'L',
        port: 443,
        protocol: 'HTTPS',
        rules: [],
        defaultActions: [{ type: 'fixed-response', statusCode: '200' }],
      },
    ],
  });
  const gateway = {
    logicalId: 'Api',
    stages: [{ name: 's' }],
    resources: [
      {
        path: '/',
        methods: {
          GET: { integration: { type: 'HTTP_PROXY' as const, uri: 'http://Alb.elb.us-east-1.amazonaws.com:443/' } },
        },
      },
    ],
  };
  assert.equal(simulate({ ...world, gateways: { Api: gateway } }, { method: 'GET', path: '/s/' }).response.status, 400);
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#classification-reasons
const classified: [method: string, headers: HeaderInput, reason: string | undefined][] = [
  ['GET', { 'X-Fine': '1' }, undefined],
  ['PUT', [['x-my-custom-header ', 'some value']], 'Acceptable NonCompliantHeader'],
  ['GET', { 'X-A': 'caf\u00e9' }, undefined],
  ['GET', { 'Content-Length': '0' }, 'Acceptable GetHeadZeroContentLength'],
  ['GET', { 'Content-Length': '5' }, 'Ambiguous UndefinedContentLengthSemantics'],
  ['GET', { 'Transfer-Encoding': 'chunked' }, 'Ambiguous UndefinedTransferEncodingSemantics'],
  ['POST', { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' }, 'Ambiguous BothTeClPresent'],
  ['POST', { 'Content-Length': ['5', '5'] }, 'Ambiguous DuplicateContentLength'],
  ['POST', { 'Content-Length': ['5', '6'] }, 'Severe MultipleContentLength'],
  ['POST', { 'Content-Length': 'five' }, 'Severe BadContentLength'],
  ['POST', { 'Transfer-Encoding': 'chunky' }, 'Severe BadTransferEncoding'],
  ['POST', { 'Transfer-Encoding': ['chunked', 'chunked'] }, 'Severe MultipleTransferEncodingChunked'],
  ['POST', { Content_Length: '5' }, 'Ambiguous SuspiciousHeader'],
  ['POST', { 'X-A': 'a\rb' }, 'Severe BadHeader'],
];
for (const [method, headers, expected] of classified) {
  test(`${method} with ${JSON.stringify(headers)} is ${expected ?? 'compliant'}`, () => {
    const found = classify({
      method,
      scheme: 'http',
      path: '/',
      query: '',
      headers: headerList(headers),
      body: new Uint8Array(),
    });
    assert.equal(found && `${found.tier} ${found.reason}`, expected);
  });
}

test('alb-errors/desync-space-in-header-name: only the strictest mode blocks what is merely non-compliant', () => {
  assert.deepEqual(
    (['monitor', 'defensive', 'strictest'] as const).map((mode) => passesDesync(mode, 'Acceptable')),
    [true, true, false],
  );
  assert.deepEqual(
    (['monitor', 'defensive', 'strictest'] as const).map((mode) => passesDesync(mode, 'Severe')),
    [true, false, false],
  );
  const headers = { 'Content-Length': ['5', '6'] };
  const mode = 'routing.http.desync_mitigation_mode';
  assert.equal(refused({ method: 'POST', headers }), 400);
  assert.equal(refused({ method: 'POST', headers }, { [mode]: 'monitor' }), 200);
  assert.equal(refused({ headers: { 'x-a ': '1' } }, { [mode]: 'strictest' }), 400);
});
