import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestLines } from '../../src/server/request-line';
import type { LiveTrace } from '../../src/server/index';
import type { Hop, HttpRequest, HttpResponse } from '../../src/simulate/index';

const request: HttpRequest = {
  method: 'GET',
  scheme: 'https',
  path: '/prod/users',
  query: 'a=1',
  headers: [],
  body: new Uint8Array(0),
};
const response: HttpResponse = { status: 200, headers: [], body: new Uint8Array(0) };
const hop = (kind: Hop['kind'], logicalId: string): Hop => ({
  kind,
  logicalId,
  decision: '',
  why: '',
  request,
  alternatives: [],
});
const hops = [hop('gateway', 'Api'), hop('alb', 'Alb'), hop('target', '10.0.0.5:80')];
const trace: LiveTrace = { id: 1, startedAt: 0, took: 7, request, response, hops };

test('one line per request', () => {
  assert.equal(requestLines(trace), 'GET /prod/users?a=1 → 200 from target 10.0.0.5:80, 7 ms\n');
  assert.equal(
    requestLines({ ...trace, hops: hops.slice(0, 1) }),
    'GET /prod/users?a=1 → 200 from the gateway, 7 ms\n',
  );
});

test('a target that did not answer did not give the status', () => {
  const refusing: Hop = { ...hop('target', '10.0.0.5:80'), decision: 'refuses the connection', level: 'error' };
  const bad = { ...response, status: 502 };
  const balancer = { ...hop('alb', 'Alb'), response: bad };
  assert.equal(
    requestLines({ ...trace, response: bad, hops: [hop('gateway', 'Api'), balancer, refusing] }),
    'GET /prod/users?a=1 → 502 from alb Alb, as target 10.0.0.5:80 refuses the connection, 7 ms\n',
  );
  assert.equal(
    requestLines({ ...trace, response: bad, hops: [hop('gateway', 'Api'), refusing] }),
    'GET /prod/users?a=1 → 502 from the gateway, as target 10.0.0.5:80 refuses the connection, 7 ms\n',
  );
});

test('a client that went away, and bytes that a terminal would take for commands', () => {
  const { response: _, ...unanswered } = trace;
  const odd = { ...request, path: '/\u001b[31m', query: '' };
  assert.equal(
    requestLines({ ...unanswered, request: odd, note: 'The client went away.' }),
    'GET / [31m → no answer, 7 ms (The client went away.)\n',
  );
});

test('two engines that agree take one line, two that differ a table', () => {
  const second = { engine: 'LocalStack', response, took: 9, hops: hops.slice(1), differences: [] };
  assert.equal(
    requestLines({ ...trace, second }),
    'GET /prod/users?a=1 → 200 from target 10.0.0.5:80, both engines agree, 9 ms\n',
  );
  const differences = [
    { what: 'status', embedded: '200', second: '404' },
    { what: 'body.a', embedded: 'x'.repeat(60), second: '(none)' },
  ];
  assert.equal(
    requestLines({ ...trace, second: { ...second, response: { ...response, status: 404 }, differences } }),
    [
      'GET /prod/users?a=1 → embedded 200, LocalStack 404, 9 ms',
      `          ${'embedded'.padEnd(48)}  LocalStack`,
      `  status  ${'200'.padEnd(48)}  404`,
      `  body.a  ${'x'.repeat(47)}…  (none)`,
      '',
    ].join('\n'),
  );
});
