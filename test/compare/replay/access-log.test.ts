import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAccessLog } from '../../../src/compare/replay/index';

test('the Common Log Format, as the console proposes it', () => {
  const { requests, skipped } = parseAccessLog(
    [
      '203.0.113.7 - - [22/Nov/2026:10:00:00 +0000] "GET /orders/{id} HTTP/1.1" 200 512 1b2c-3d',
      '2026-11-22T10:00:01.000Z 2001:db8::7 - ann [22/Nov/2026:10:00:01 +0000] "POST /prod/orders?x=1 HTTP/2.0" 404 - 9',
      '- - - [x] "GET /health" - - 9',
    ].join('\n'),
  );
  assert.deepEqual(skipped, []);
  assert.deepEqual(requests, [
    { at: 1, method: 'GET', url: '/orders/{id}', clientIp: '203.0.113.7', status: 200, isResource: true },
    { at: 2, method: 'POST', url: '/prod/orders?x=1', clientIp: '2001:db8::7', status: 404 },
    { at: 3, method: 'GET', url: '/health' },
  ]);
});

test("JSON, as the console proposes it and with names of one's own", () => {
  const { requests } = parseAccessLog(
    [
      '{"requestId":"1","ip":"203.0.113.7","caller":"-","httpMethod":"GET","resourcePath":"/orders/{id}","status":"200","protocol":"HTTP/1.1","responseLength":"5"}',
      '2026-11-22T10:00:00Z stream { "method": "get", "path": "/prod/orders/7", "resourcePath": "/orders/{id}", "source_ip": "198.51.100.1", "statusCode": 500, "stage": "prod" }',
    ].join('\r\n'),
  );
  assert.deepEqual(requests, [
    { at: 1, method: 'GET', url: '/orders/{id}', clientIp: '203.0.113.7', status: 200, isResource: true },
    { at: 2, method: 'GET', url: '/prod/orders/7', clientIp: '198.51.100.1', status: 500, stage: 'prod' },
  ]);
});

test('lines that are no requests are named, blank ones are not', () => {
  const { requests, skipped } = parseAccessLog(
    [
      'START RequestId: 1',
      '',
      '{"httpMethod":"GET"}',
      '{"path":"/x"}',
      '{"httpMethod": "GET", "path": }',
      '1.2.3.4 "GET orders HTTP/1.1" 200',
      '1.2.3.4 - - [] "GET /ok HTTP/1.1" 200 1',
    ].join('\n'),
  );
  assert.deepEqual(
    requests.map(({ at }) => at),
    [7],
  );
  assert.deepEqual(
    skipped.map(({ at, reason }) => `${at} ${reason}`),
    [
      '1 no request in it: START RequestId: 1',
      '3 no path in it, such as "path" or "resourcePath"',
      '4 no method in it, such as "httpMethod"',
      '5 no valid JSON: {"httpMethod": "GET", "path": }',
      '6 "orders" is no path',
    ],
  );
});

test('what `aws logs filter-log-events` prints is read by its messages', () => {
  const text = JSON.stringify(
    { events: [{ message: '1.2.3.4 - - [] "GET /a HTTP/1.1" 200 1' }, {}, null] },
    undefined,
    2,
  );
  const { unit, requests, skipped } = parseAccessLog(text);
  assert.deepEqual([unit, requests.length, skipped.map(({ at }) => at)], ['entry', 1, [2, 3]]);
});
