import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { countWildcards, covers, matchesPattern, overlap, sampleOf } from '../../src/topology/alb-pattern';

const exact = { caseSensitive: true };
const loose = { caseSensitive: false };

const coverCases: [outers: readonly string[], inner: string, expected: boolean][] = [
  [['/orders/*'], '/orders/1', true],
  [['/orders/*'], '/orders', false],
  [['/*'], '/orders/*', true],
  [['*'], '', true],
  [['/orders/*'], '/*', false],
  [['/a?'], '/a*', false],
  [['/a*'], '/a?', true],
  [['/a*', '/b*'], '/b/*', true],
  [['*b*'], '*a*b*', true],
  [['*a*b*'], '*b*', false],
  [['?*'], '*?', true],
  [['*', 'x'], 'x*', true],
  [['\\*'], '*', false],
  [['*'], '\\*', true],
];
for (const [outers, inner, expected] of coverCases) {
  test(`${outers.join(' or ')} ${expected ? 'covers' : 'does not cover'} "${inner}"`, () => {
    assert.equal(covers(outers, inner, exact), expected);
  });
}

const overlapCases: [a: string, b: string, expected: boolean][] = [
  ['/orders/*', '/*/1', true],
  ['/orders/*', '/users/*', false],
  ['/a?', '/ab', true],
  ['/a?', '/abc', false],
  ['*.example.com', 'example.com', false],
  ['*', '*', true],
];
for (const [a, b, expected] of overlapCases) {
  test(`${a} and ${b} ${expected ? 'overlap' : 'do not overlap'}`, () => {
    assert.equal(overlap(a, b, exact), expected);
    assert.equal(overlap(b, a, exact), expected);
  });
}

test('hosts match in any case, paths do not', () => {
  assert.equal(matchesPattern('*.Example.com', 'a.eXample.com', loose), true);
  assert.equal(matchesPattern('/Orders', '/orders', exact), false);
});

test('wildcards are counted, escaped ones are not', () => {
  assert.equal(countWildcards('/a*/b?\\*'), 2);
});

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

test('a pattern matches what the regular expression made of it matches', () => {
  fc.assert(
    fc.property(pattern, text, (glob, word) => {
      const regex = new RegExp(`^${glob.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
      assert.equal(matchesPattern(glob, word, exact), regex.test(word));
    }),
  );
});

test('what is covered matches, what matches both overlaps', () => {
  fc.assert(
    fc.property(pattern, pattern, text, (a, b, word) => {
      const [matchesA, matchesB] = [matchesPattern(a, word, exact), matchesPattern(b, word, exact)];
      if (covers([a], b, exact) && matchesB) assert.ok(matchesA, `${a} covers ${b}`);
      if (matchesA && matchesB) assert.ok(overlap(a, b, exact), `${a} overlaps ${b}`);
    }),
  );
});

test('a sample matches its pattern', () => {
  fc.assert(fc.property(pattern, (glob) => assert.ok(matchesPattern(glob, sampleOf(glob, 'x1'), exact))));
});
