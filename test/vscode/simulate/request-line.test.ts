import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRequestLine, sampleRequest, writeRequestLine } from '../../../src/vscode/simulate/request-line';

const lines: readonly [text: string, method: string, path: string][] = [
  ['GET /live/orders/1', 'GET', '/live/orders/1'],
  ['post /live/orders', 'POST', '/live/orders'],
  ['/live/orders?open=true', 'GET', '/live/orders?open=true'],
  ['  DELETE   /live/orders/1  ', 'DELETE', '/live/orders/1'],
];
for (const [text, method, path] of lines) {
  test(`reads "${text}"`, () => assert.deepEqual(parseRequestLine(text), { method, path }));
}

for (const text of ['', 'GET', 'GET orders', 'GET /a b', 'https://example.com/orders']) {
  test(`refuses "${text}" with a hint`, () =>
    assert.equal(parseRequestLine(text), 'Write a method and a path, such as GET /prod/orders/1'));
}

test('a sample request fills path parameters', () => {
  assert.equal(sampleRequest({ method: 'GET', path: '/live/orders/{id}' }), 'GET /live/orders/1');
  assert.equal(sampleRequest({ method: 'ANY', path: '/live/{proxy+}' }), 'GET /live/some/path');
  assert.equal(sampleRequest({ method: 'PUT', path: '/live' }), 'PUT /live');
});

const withOptions: readonly [text: string, headers: [string, string][], letPass: boolean][] = [
  ['GET /live/orders --let-pass', [], true],
  ['--let-pass GET /live/orders', [], true],
  [
    '/live/orders -H "X-Api-Key: a b" -H \'X-Quote: "q"\'',
    [
      ['X-Api-Key', 'a b'],
      ['X-Quote', '"q"'],
    ],
    false,
  ],
  ['GET --header Accept:text/html /live/orders --let-pass', [['Accept', 'text/html']], true],
];
for (const [text, headers, letPass] of withOptions) {
  test(`reads the options of: ${text}`, () => {
    const line = parseRequestLine(text);
    assert.deepEqual(line, {
      method: 'GET',
      path: '/live/orders',
      ...(headers.length > 0 && { headers }),
      ...(letPass && { letPass }),
    });
    assert.ok(typeof line === 'object');
    assert.deepEqual(parseRequestLine(writeRequestLine(line)), line);
  });
}

for (const text of ['GET /a -H', 'GET /a -H "no colon"', 'GET /a -H ": no name"', 'GET /a -H X-Key: abc"'])
  test(`refuses "${text}"`, () => assert.equal(typeof parseRequestLine(text), 'string'));

test('an option that is none is named, with those there are', () =>
  assert.equal(parseRequestLine('GET /a -x'), 'There is no -x here, only -H "Name: value" and --let-pass'));
