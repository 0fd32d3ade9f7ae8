import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHttpFile } from '../../../src/compare/replay/index';

const file = `@host = https://abc123.execute-api.us-east-1.amazonaws.com
@base = {{host}}/prod
@name=Ann Lee

# @name first
GET {{base}}/orders/7
  ?page=2
  &size=10 HTTP/1.1
Accept: application/json
# a comment between headers
X-Team: {{name}}

### Make an order
POST {{base}}/orders HTTP/1.1
Content-Type: application/json

{ "who": "{{name}}",
  "at": {{$timestamp}} }

###

http://localhost:3000/prod/health

### From a file
PUT /orders/7

< ./order.json

###
POST /form
Content-Type: application/x-www-form-urlencoded

a=1
&b={{%name}}

> {% client.log("x") %}
`;

test('requests, variables, headers, bodies and names', () => {
  const { requests, skipped, unit } = parseHttpFile(file);
  assert.deepEqual([skipped, unit], [[], 'line']);
  const base = 'https://abc123.execute-api.us-east-1.amazonaws.com/prod';
  assert.deepEqual(requests, [
    {
      at: 6,
      name: 'first',
      method: 'GET',
      url: `${base}/orders/7?page=2&size=10`,
      headers: [
        ['Accept', 'application/json'],
        ['X-Team', 'Ann Lee'],
      ],
    },
    {
      at: 14,
      name: 'Make an order',
      method: 'POST',
      url: `${base}/orders`,
      headers: [['Content-Type', 'application/json']],
      body: '{ "who": "Ann Lee",\n  "at": 1767225600 }',
    },
    { at: 22, method: 'GET', url: 'http://localhost:3000/prod/health', headers: [] },
    { at: 25, name: 'From a file', method: 'PUT', url: '/orders/7', headers: [], bodyFile: './order.json' },
    {
      at: 30,
      method: 'POST',
      url: '/form',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'a=1&b=Ann%20Lee',
    },
  ]);
});

test('line ends of any kind, and an empty file', () => {
  assert.deepEqual(parseHttpFile(file.replaceAll('\n', '\r\n')), parseHttpFile(file));
  assert.deepEqual(parseHttpFile(''), { unit: 'line', requests: [], skipped: [] });
});

test('what cannot be read is skipped with its line, and the rest counts', () => {
  const { requests, skipped, assumed } = parseHttpFile(
    [
      'GET /a/{{unknown}}',
      '###',
      'GET /b',
      'this is no header',
      '###',
      'curl -X POST https://example.com',
      '###',
      '@loop = {{loop}}',
      'GET /c/{{loop}}',
      '###',
      'GET /fine',
      '###',
      'GET {{elsewhere}}/prod/orders',
    ].join('\n'),
  );
  assert.deepEqual(skipped, [
    { at: 1, reason: '{{unknown}} has no value in this file' },
    { at: 4, reason: 'a header is "Name: value", not "this is no header"' },
    { at: 6, reason: 'a request is METHOD URL, not "curl -X POST https://example.com"' },
    { at: 9, reason: '{{loop}} has no value in this file' },
  ]);
  assert.deepEqual(
    requests.map(({ at, url }) => [at, url]),
    [
      [11, '/fine'],
      [13, '/prod/orders'],
    ],
    'a host that is set elsewhere does not matter',
  );
  assert.deepEqual(assumed, [
    { at: 13, reason: "{{elsewhere}} has no value in this file, so the template's API stands for it" },
  ]);
});

test('variables of the client itself have one fixed value', () => {
  const { requests } = parseHttpFile(
    'GET /x?a={{$guid}}&b={{$randomInt 5 9}}&c={{$datetime iso8601}}&d={{$processEnv TOKEN}}',
    { '$processEnv TOKEN': 'secret' },
  );
  assert.equal(requests[0]!.url, '/x?a=00000000-0000-4000-8000-000000000000&b=5&c=2026-01-01T00:00:00.000Z&d=secret');
});
