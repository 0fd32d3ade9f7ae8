import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { headerList, sequence, simulate, withHeader, withoutHeader, header } from '../../src/simulate/index';
import { encodeParameter, parseQuery } from '../../src/simulate/query';
import { bridgeWorld, directWorld } from './worlds';

const anyRequest = fc.record({
  method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'TRACE', 'foo', ''),
  path: fc.oneof(fc.string(), fc.webPath(), fc.constantFrom('/prod/users/1', '/prod//', '', '/', '/prod/%ZZ/%2F')),
  query: fc.oneof(fc.string(), fc.constant('a=%ZZ&b&=c&&')),
  headers: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 })), { maxKeys: 4 }),
  body: fc.oneof(fc.string(), fc.uint8Array({ maxLength: 50 })),
});

test('any request gets an answer, the same each time, and the first hop is the gateway', () => {
  fc.assert(
    fc.property(anyRequest, fc.constantFrom(bridgeWorld, directWorld), (request, world) => {
      const trace = simulate(world, request);
      assert.ok(trace.response.status >= 100 && trace.response.status < 600);
      assert.equal(trace.hops[0]?.kind, 'gateway');
      assert.deepEqual(simulate(world, request), trace);
    }),
    { numRuns: 300 },
  );
});

test('the bridge and the direct link answer alike but for what the hops add', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      assert.equal(simulate(bridgeWorld, request).response.status, simulate(directWorld, request).response.status);
    }),
    { numRuns: 300 },
  );
});

test('the sequence of numbers is the same for one seed, within [0, 1), and not all alike', () => {
  const take = (seed: number) => Array.from({ length: 100 }, sequence(seed));
  assert.deepEqual(take(5), take(5));
  assert.notDeepEqual(take(5), take(6));
  assert.ok(take(5).every((number) => number >= 0 && number < 1));
});

test('headers keep order and case, and compare without case', () => {
  const headers = headerList({ 'X-A': ['1', '2'], 'x-B': '3' });
  assert.deepEqual(headers, [
    ['X-A', '1'],
    ['X-A', '2'],
    ['x-B', '3'],
  ]);
  assert.equal(header(headers, 'X-b'), '3');
  assert.deepEqual(withHeader(headers, 'x-a', '9'), [
    ['x-a', '9'],
    ['x-B', '3'],
  ]);
  assert.deepEqual(withoutHeader(headers, 'x-a'), [['x-B', '3']]);
});

test('what is encoded as a parameter decodes to the same', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (name, value) => {
      assert.deepEqual(
        parseQuery(encodeParameter(name, value)).map((parameter) => [parameter.name, parameter.value]),
        [[name, value]],
      );
    }),
  );
});
