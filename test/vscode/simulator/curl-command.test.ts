import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curlCommand } from '../../../src/vscode/simulator/curl-command';

const url = 'http://127.0.0.1:4010/live';
const route = (method: string, path: string) => ({ method, path });

const cases: readonly [what: string, routes: { method: string; path: string }[], command: string][] = [
  [
    'a GET before others',
    [route('POST', '/live/orders'), route('ANY', '/live/orders/{id}')],
    'curl -i "http://127.0.0.1:4010/live/orders/1"',
  ],
  ['another method', [route('POST', '/live/orders')], 'curl -i -X POST "http://127.0.0.1:4010/live/orders"'],
  ['its own stage only', [route('GET', '/livelier/a')], 'curl -i "http://127.0.0.1:4010/live/"'],
];
for (const [what, routes, command] of cases)
  test(`a first curl command takes ${what}`, () => assert.equal(curlCommand(url, routes), command));
