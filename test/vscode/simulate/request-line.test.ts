import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRequestLine, sampleRequest } from '../../../src/vscode/simulate/request-line';

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
