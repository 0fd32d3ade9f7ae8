import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, type SimRequest } from '../../../src/simulate/index';
import { albWorld, group, upstreamHeader } from '../worlds';

function at(attributes: Record<string, string>, request: Partial<SimRequest> = {}, port = 80) {
  const world = albWorld([], {
    attributes,
    listeners: [
      {
        logicalId: 'L',
        port,
        protocol: 'HTTP',
        rules: [],
        defaultActions: [{ type: 'forward', targetGroups: [{ targetGroup: 'one' }] }],
      },
    ],
  });
  return simulate(world, { method: 'GET', path: '/', clientIp: '127.0.0.1', clientPort: 9999, ...request });
}

const mode = 'routing.http.xff_header_processing.mode';
const port = 'routing.http.xff_client_port.enabled';

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
const forwardedFor: [attributes: Record<string, string>, sent: string | undefined, received: string | undefined][] = [
  [{}, undefined, '127.0.0.1'],
  [{}, '127.0.0.4', '127.0.0.4, 127.0.0.1'],
  [{ [mode]: 'append' }, '127.0.0.4, 127.0.0.8', '127.0.0.4, 127.0.0.8, 127.0.0.1'],
  [{ [mode]: 'preserve' }, '127.0.0.4', '127.0.0.4'],
  [{ [mode]: 'preserve' }, undefined, undefined],
  [{ [mode]: 'remove' }, '127.0.0.4', undefined],
  [{ [port]: 'true' }, '127.0.0.4', '127.0.0.4, 127.0.0.1:9999'],
  [{ [port]: 'true', [mode]: 'preserve' }, '127.0.0.4', '127.0.0.4'],
];
for (const [attributes, sent, received] of forwardedFor) {
  test(`X-Forwarded-For ${sent ?? '(none)'} with ${JSON.stringify(attributes)} becomes ${received ?? 'nothing'}`, () => {
    const headers: Record<string, string> = sent === undefined ? {} : { 'X-Forwarded-For': sent };
    assert.equal(upstreamHeader(at(attributes, { headers }), 'X-Forwarded-For'), received);
  });
}

test('an address of version 6 stands in brackets before its port', () => {
  assert.equal(
    upstreamHeader(at({ [port]: 'true' }, { clientIp: '2001:db8::1' }), 'X-Forwarded-For'),
    '[2001:db8::1]:9999',
  );
});

test('port and protocol are those of the listener, whatever the client claims', () => {
  const trace = at({}, { headers: { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '1' } }, 8080);
  assert.equal(upstreamHeader(trace, 'X-Forwarded-Proto'), 'http');
  assert.equal(upstreamHeader(trace, 'X-Forwarded-Port'), '8080');
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
const hosts: [preserve: boolean, port: number, sent: string, received: string][] = [
  [false, 80, 'example.com:80', 'example.com'],
  [false, 8080, 'example.com', 'example.com:8080'],
  [true, 8080, 'example.com', 'example.com'],
  [true, 80, 'example.com:80', 'example.com:80'],
];
for (const [preserve, listenerPort, sent, received] of hosts) {
  test(`Host ${sent} on port ${listenerPort}, ${preserve ? '' : 'not '}preserved, arrives as ${received}`, () => {
    const attributes = { 'routing.http.preserve_host_header.enabled': String(preserve) };
    assert.equal(upstreamHeader(at(attributes, { headers: { Host: sent } }, listenerPort), 'Host'), received);
  });
}

test('headers with other characters than letters, digits and hyphens go only with the attribute on', () => {
  const headers = { x_under_score: '1', 'X-Fine': '2' };
  assert.equal(upstreamHeader(at({}, { headers }), 'x_under_score'), '1');
  const dropping = at({ 'routing.http.drop_invalid_header_fields.enabled': 'true' }, { headers });
  assert.equal(upstreamHeader(dropping, 'x_under_score'), undefined);
  assert.equal(upstreamHeader(dropping, 'X-Fine'), '2');
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
const traces: [sent: string | undefined, received: RegExp][] = [
  [undefined, /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/],
  ['Root=1-a-b', /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-a-b$/],
  ['Self=1-old;Root=1-a-b;Own=1', /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-a-b;Own=1$/],
  ['Own=1', /^Root=1-/],
  [`Root=1-a-b;${'x'.repeat(7200)}`, /^Root=1-[0-9a-f]{8}-/],
];
for (const [sent, received] of traces) {
  test(`the trace header ${sent?.slice(0, 30) ?? '(none)'} becomes ${received.source}`, () => {
    const headers: Record<string, string> = sent === undefined ? {} : { 'X-Amzn-Trace-Id': sent };
    assert.match(upstreamHeader(at({}, { headers }), 'X-Amzn-Trace-Id') ?? '', received);
  });
}

test('version and cipher of TLS are told on HTTPS listeners where the attribute is on', () => {
  const told = (value: string) => {
    const forward = { type: 'forward' as const, targetGroups: [{ targetGroup: 'one' }] };
    const world = albWorld([], {
      attributes: { 'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': value },
      listeners: [{ logicalId: 'L', port: 443, protocol: 'HTTPS', rules: [], defaultActions: [forward] }],
    });
    const trace = simulate(world, { method: 'GET', path: '/' });
    return ['X-Amzn-Tls-Version', 'X-Amzn-Tls-Cipher-Suite'].map((name) => upstreamHeader(trace, name) !== undefined);
  };
  assert.deepEqual(told('true'), [true, true]);
  assert.deepEqual(told('false'), [false, false]);
});

test('connection headers end at the balancer', () => {
  const trace = at(
    {},
    { headers: { Connection: 'close', Expect: '100-continue', TE: 'trailers', Upgrade: 'websocket' } },
  );
  for (const name of ['Connection', 'Expect', 'TE', 'Upgrade'])
    assert.equal(upstreamHeader(trace, name), undefined, name);
});

test('the balancer speaks to targets as their group says', () => {
  const world = albWorld([
    { priority: 1, conditions: [], actions: [{ type: 'forward', targetGroups: [{ targetGroup: 'tls' }] }] },
  ]);
  const tls = { ...group('tls'), protocol: 'HTTPS' };
  const trace = simulate({ ...world, targetGroups: { tls } }, { method: 'GET', path: '/' });
  assert.equal(trace.hops.at(-1)?.request.scheme, 'https');
});
