import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differencesBetween } from '../../../src/server/localstack/differences';
import { percentage } from '../../../src/server/localstack/pull';
import { toBytes, type HeaderList, type HttpResponse } from '../../../src/simulate/index';

const answer = (status: number, body: string, headers: HeaderList = []): HttpResponse => ({
  status,
  headers,
  body: toBytes(body),
});

const cases: readonly [name: string, embedded: HttpResponse, second: HttpResponse, expected: readonly string[]][] = [
  ['the same', answer(200, 'a'), answer(200, 'a'), []],
  ['another status', answer(200, ''), answer(404, ''), ['status: 200 | 404']],
  ['another text', answer(200, 'a'), answer(200, ''), ['body: a | (empty)']],
  ['JSON in another form', answer(200, '{"a":1,"b":[2]}'), answer(200, '{ "b": [2], "a": 1 }'), []],
  [
    'JSON with other values',
    answer(200, '{"a":1,"b":[2,{"c":true}]}'),
    answer(200, '{"a":"1","b":[2,{"c":false},3]}'),
    ['body.a: 1 | 1', 'body.b[1].c: true | false', 'body.b[2]: (none) | 3'],
  ],
  ['a list against an object', answer(200, '{"a":[]}'), answer(200, '{"a":{}}'), ['body.a: [] | {}']],
  ['JSON against text', answer(200, '{"a":1}'), answer(200, 'no'), ['body: {"a":1} | no']],
  [
    'a header, in any case and place',
    answer(200, '', [
      ['X-A', '1'],
      ['X-B', '2'],
      ['X-B', '3'],
    ]),
    answer(200, '', [
      ['x-b', '2'],
      ['x-b', '3'],
      ['x-c', '4'],
    ]),
    ['header x-a: 1 | (none)', 'header x-c: (none) | 4'],
  ],
  [
    'ids and times do not count',
    answer(200, '', [
      ['Date', 'x'],
      ['x-amzn-RequestId', '1'],
      ['Content-Length', '3'],
    ]),
    answer(200, '', [['Connection', 'close']]),
    [],
  ],
  [
    'headers that a target shows',
    answer(200, '{"headers":{"Host":"a","X-Amzn-Trace-Id":"Root=1"}}'),
    answer(200, '{"headers":{"x-amzn-trace-id":"Root=2","host":"b"}}'),
    ['body.headers.host: a | b'],
  ],
];

for (const [name, embedded, second, expected] of cases) {
  test(name, () => {
    const found = differencesBetween(embedded, second);
    assert.deepEqual(
      found.map(({ what, embedded: ours, second: theirs }) => `${what}: ${ours} | ${theirs}`),
      expected,
    );
  });
}

test('bodies that have nothing in common are told in a few points', () => {
  const many = (value: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, value])));
  assert.equal(differencesBetween(answer(200, many(1)), answer(200, many(2))).length, 10);
});

test('a download is told in tenths of all layers that are known', () => {
  const told: number[] = [];
  const event = percentage((percent) => told.push(percent));
  event({ status: 'Pulling from localstack/localstack', id: '4.14.0' });
  event({ id: 'a', status: 'Downloading', progressDetail: { current: 5, total: 100 } });
  event({ id: 'b', status: 'Downloading', progressDetail: { current: 25, total: 100 } });
  event({ id: 'a', status: 'Downloading', progressDetail: { current: 95, total: 100 } });
  event({ id: 'b', status: 'Verifying Checksum', progressDetail: {} });
  event({ id: 'b', status: 'Downloading', progressDetail: { current: 100, total: 100 } });
  assert.deepEqual(told, [10, 60, 90]);
});
