import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  parseAccessLog,
  parseHar,
  parseHttpFile,
  placeRecorded,
  type Recording,
} from '../../../src/compare/replay/index';
import { simulate } from '../../../src/simulate/index';
import { toWorld } from '../../../src/simulate/world';
import { parse, parseData } from '../../../src/template/index';
import { buildTopology } from '../../../src/topology/index';
import { bridgeYaml } from '../../topology/graph-samples';

const { world } = toWorld(buildTopology([parse('file:///bridge.yaml', bridgeYaml)]));

/** Pieces that mean something to one of the readers, in any order. */
const pieces = [
  ...[
    'GET ',
    'POST https://a.execute-api.b.amazonaws.com/prod',
    '/orders/{id}',
    '?x=1',
    ' HTTP/1.1',
    '\n',
    '\r\n',
    '\n\n',
    '###',
  ],
  ...[
    '@a = ',
    '{{a}}',
    '{{$randomInt',
    '}}',
    '< ./f',
    '> {%',
    'A: b',
    '# @name x',
    '"',
    '{"',
    '":',
    '}',
    '{"log":{"entries":[',
    ']}}',
  ],
  ...[
    '{"request":{"method":"GET","url":"https://x/y"}}',
    ',',
    '1.2.3.4 - - [x] "GET /a HTTP/1.1" 200 1',
    '{"httpMethod":"GET","path":"/a"}',
  ],
  ...['{"events":[', ' - ', ': ', '&x ', '*x ', '!t ', '\u0000', '\ud800', '[', ']', '//', '%'],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 30 })
  .map((parts) => parts.join(''));

test('no text makes a reader throw, and whatever it reads can be placed and sent', () => {
  const readers: readonly ((source: string) => Recording)[] = [parseHttpFile, parseHar, parseAccessLog];
  fc.assert(
    fc.property(text, (source) => {
      for (const read of readers) {
        const { requests, skipped } = read(source);
        const lines = source.split(/\r\n|\r|\n/).length;
        for (const { at, reason } of skipped) assert.ok(at >= 0 && at <= lines + 100 && reason !== '');
        for (const recorded of requests) {
          const placed = placeRecorded(recorded, world, undefined);
          if ('request' in placed) assert.ok(simulate(world, placed.request).response.status >= 0);
        }
      }
      const data = parseData(source);
      assert.ok(data.value === undefined || data.problems.length === 0);
    }),
    { seed: 4, numRuns: 1500 },
  );
});
