import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHar } from '../../../src/compare/replay/index';

function har(...entries: unknown[]): string {
  return JSON.stringify({ log: { version: '1.2', entries } });
}

test('method, URL, headers, body and recorded status', () => {
  const { requests, skipped, unit } = parseHar(
    har(
      {
        request: {
          method: 'post',
          url: 'https://api.example.com/orders?x=1#top',
          headers: [
            { name: ':authority', value: 'api.example.com' },
            { name: 'Content-Type', value: 'application/json' },
          ],
          postData: { mimeType: 'application/json', text: '{"a":1}' },
        },
        response: { status: 201 },
      },
      {
        request: {
          method: 'POST',
          url: 'http://localhost/form',
          headers: [],
          postData: {
            mimeType: 'application/x-www-form-urlencoded',
            params: [{ name: 'a b', value: '1&2' }, { name: 'c' }],
          },
        },
        response: { status: 0 },
      },
    ),
  );
  assert.deepEqual([skipped, unit], [[], 'entry']);
  assert.deepEqual(requests, [
    {
      at: 1,
      method: 'POST',
      url: 'https://api.example.com/orders?x=1',
      headers: [['Content-Type', 'application/json']],
      body: '{"a":1}',
      status: 201,
      mayBeForeign: true,
    },
    { at: 2, method: 'POST', url: 'http://localhost/form', headers: [], body: 'a%20b=1%262&c=', mayBeForeign: true },
  ]);
});

test('odd entries are skipped by their number, odd files as a whole', () => {
  const { requests, skipped } = parseHar(
    har(
      null,
      { request: { method: 'GET' } },
      { request: { method: 'GET', url: 'data:text/plain,x' } },
      { request: { method: 'GET', url: 'https://x/' } },
    ),
  );
  assert.deepEqual(
    skipped.map(({ at }) => at),
    [1, 2, 3],
  );
  assert.equal(requests.length, 1);
  for (const text of ['', 'nonsense', '{}', '{"log":{"entries":{}}}', '[1]', 'null']) {
    const read = parseHar(text);
    assert.deepEqual([read.requests, read.skipped.length], [[], 1], text);
  }
});
