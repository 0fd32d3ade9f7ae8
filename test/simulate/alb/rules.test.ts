import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchesWildcard, compileRegex, unsupportedRegexFeature } from '../../../src/simulate/alb/patterns';
import { simulate, type ConditionModel, type RuleModel, type SimRequest } from '../../../src/simulate/index';
import { albWorld, pathRule, upstream } from '../worlds';

function forwardTo(targetGroup: string, priority: number, conditions: readonly ConditionModel[]): RuleModel {
  return { priority, conditions, actions: [{ type: 'forward', targetGroups: [{ targetGroup }] }] };
}

/** The rule that a request meets: its priority or `default`. */
function rule(rules: readonly RuleModel[], request: Partial<SimRequest>): number | 'default' | undefined {
  return simulate(albWorld(rules), { method: 'GET', path: '/', ...request }).hops[0]?.facts?.rule;
}

function meets(condition: ConditionModel, request: Partial<SimRequest>): boolean {
  return rule([forwardTo('one', 1, [condition])], request) === 1;
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
const conditions: [name: string, condition: ConditionModel, request: Partial<SimRequest>, expected: boolean][] = [
  [
    'host without case',
    { field: 'host-header', values: ['API.example.com'] },
    { headers: { Host: 'api.EXAMPLE.com' } },
    true,
  ],
  [
    'host without port',
    { field: 'host-header', values: ['api.example.com'] },
    { headers: { Host: 'api.example.com:8080' } },
    true,
  ],
  [
    'host wildcard spans labels',
    { field: 'host-header', values: ['*.example.com'] },
    { headers: { Host: 'a.b.example.com' } },
    true,
  ],
  [
    'host wildcard not the apex',
    { field: 'host-header', values: ['*.example.com'] },
    { headers: { Host: 'example.com' } },
    false,
  ],
  [
    'host regex',
    { field: 'host-header', values: [], regexValues: ['^(api|www)\\.'] },
    { headers: { Host: 'www.example.com' } },
    true,
  ],
  ['path with case', { field: 'path-pattern', values: ['/Users'] }, { path: '/users' }, false],
  ['path wildcard', { field: 'path-pattern', values: ['/a?c/*/z'] }, { path: '/abc/1/2/z' }, true],
  ['path without query', { field: 'path-pattern', values: ['/a'] }, { path: '/a?b=/c' }, true],
  ['path with encoded letters', { field: 'path-pattern', values: ['/a-b/c'] }, { path: '/a%2Db/%63' }, true],
  ['path with an encoded slash', { field: 'path-pattern', values: ['/a/b'] }, { path: '/a%2fb' }, false],
  ['path with dot segments', { field: 'path-pattern', values: ['/admin'] }, { path: '/public/./../admin' }, true],
  ['path regex', { field: 'path-pattern', values: [], regexValues: ['^/v\\d+/'] }, { path: '/v12/x' }, true],
  ['second value of a path', { field: 'path-pattern', values: ['/a', '/b'] }, { path: '/b' }, true],
  [
    'header without case',
    { field: 'http-header', name: 'X-Kind', values: ['BETA*'] },
    { headers: { 'x-kind': 'beta-2' } },
    true,
  ],
  [
    'repeated header',
    { field: 'http-header', name: 'X-Kind', values: ['two'] },
    { headers: { 'X-Kind': ['one', 'two'] } },
    true,
  ],
  ['absent header', { field: 'http-header', name: 'X-Kind', values: ['*'] }, {}, false],
  [
    'header regex',
    { field: 'http-header', name: 'X-Kind', values: [], regexValues: ['^b.ta$'] },
    { headers: { 'X-Kind': 'beta' } },
    true,
  ],
  ['method', { field: 'http-request-method', values: ['PUT', 'POST'] }, { method: 'POST' }, true],
  ['method with case', { field: 'http-request-method', values: ['POST'] }, { method: 'post' }, false],
  [
    'query key and value without case',
    { field: 'query-string', values: [{ key: 'Version', value: 'V1' }] },
    { query: 'version=v1' },
    true,
  ],
  [
    'query value of any key',
    { field: 'query-string', values: [{ value: '*example*' }] },
    { query: 'a=an-example-b' },
    true,
  ],
  ['query escaped star', { field: 'query-string', values: [{ key: 'k', value: 'a\\*b' }] }, { query: 'k=a*b' }, true],
  [
    'query escaped star is not wild',
    { field: 'query-string', values: [{ key: 'k', value: 'a\\*b' }] },
    { query: 'k=axb' },
    false,
  ],
  [
    'query second of a repeated key',
    { field: 'query-string', values: [{ key: 'k', value: '2' }] },
    { query: 'k=1&k=2' },
    true,
  ],
  ['source inside a block', { field: 'source-ip', values: ['192.0.2.0/24'] }, { clientIp: '192.0.2.77' }, true],
  [
    'source outside',
    { field: 'source-ip', values: ['192.0.2.0/24', '198.51.100.10/32'] },
    { clientIp: '198.51.100.11' },
    false,
  ],
  ['source of version 6', { field: 'source-ip', values: ['2001:db8::/32'] }, { clientIp: '2001:db8:1::5' }, true],
  // The peer counts, never what a header claims.
  [
    'source not from a header',
    { field: 'source-ip', values: ['192.0.2.0/24'] },
    { clientIp: '203.0.113.1', headers: { 'X-Forwarded-For': '192.0.2.1' } },
    false,
  ],
];

for (const [name, condition, request, expected] of conditions) {
  test(`condition: ${name}`, () => assert.equal(meets(condition, request), expected));
}

test('conditions of a rule are joined by AND, several query-string conditions too', () => {
  const both = forwardTo('one', 1, [
    { field: 'query-string', values: [{ key: 'a', value: '1' }] },
    { field: 'query-string', values: [{ key: 'b', value: '2' }] },
  ]);
  assert.equal(rule([both], { query: 'a=1&b=2' }), 1);
  assert.equal(rule([both], { query: 'a=1' }), 'default');
});

test('the lowest number wins, not the most specific pattern', () => {
  assert.equal(rule([pathRule(20, '/a/b', 'one'), pathRule(10, '/a/*', 'two')], { path: '/a/b' }), 10);
});

test('the rules that lost say which condition failed, with the values', () => {
  const rules = [
    forwardTo('one', 1, [
      { field: 'path-pattern', values: ['/*'] },
      { field: 'host-header', values: ['api.example.com', 'www.example.com'] },
    ]),
    forwardTo('one', 2, [{ field: 'http-header', name: 'X-Kind', values: ['beta'] }]),
    forwardTo('one', 3, [{ field: 'query-string', values: [{ key: 'k', value: 'v' }] }]),
  ];
  const trace = simulate(albWorld(rules), { method: 'GET', path: '/', headers: { Host: 'other.example.com' } });
  assert.deepEqual(
    trace.hops[0]?.alternatives.map(({ what, why }) => `${what} ${why}`),
    [
      'rule 1 did not match: host-header `other.example.com` ≠ `api.example.com` or `www.example.com`',
      'rule 2 did not match: http-header X-Kind is absent ≠ `beta`',
      'rule 3 did not match: query-string is absent ≠ `k=v`',
    ],
  );
});

test('a hop points at the condition that failed and the action that was taken', () => {
  const span = (start: number) => ({ section: { uri: 'file:///t.yaml', text: '' }, start, end: start + 1 });
  const first: RuleModel = {
    ...forwardTo('one', 1, [{ field: 'path-pattern', values: ['/x'], at: span(1) }]),
    at: span(0),
  };
  const second: RuleModel = {
    priority: 2,
    conditions: [],
    actions: [{ type: 'forward', targetGroups: [{ targetGroup: 'two' }], at: span(3) }],
    at: span(2),
  };
  const hop = simulate(albWorld([first, second]), { method: 'GET', path: '/' }).hops[0];
  assert.deepEqual(hop?.at, span(3));
  assert.deepEqual(hop?.alternatives[0]?.at, span(1));
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
const transforms: [regex: string, replace: string, url: string, expected: string][] = [
  ['^/users/(.+)$', '/$1', '/users/42/orders', '/42/orders'],
  ['^/dp/([A-Za-z0-9]+)/?$', '/product.php?id=$1', '/dp/B09G3HRMVB', '/product.php?id=B09G3HRMVB'],
  ['^/dp/([A-Za-z0-9]+)/?$', '/product.php?id=$1', '/other', '/other'],
  ['^([^?]*)', '/cat', '/foo?q1=q2', '/cat?q1=q2'],
];
for (const [regex, replace, url, expected] of transforms) {
  test(`${regex} to ${replace} turns ${url} into ${expected}`, () => {
    const rewritten = {
      ...forwardTo('one', 1, []),
      transforms: [{ type: 'url-rewrite' as const, rewrites: [{ regex, replace }] }],
    };
    const { path, query } = upstream(simulate(albWorld([rewritten]), { method: 'GET', path: url }));
    assert.equal(query === '' ? path : `${path}?${query}`, expected);
  });
}

test('a host rewrite changes what the target gets, not which rule is chosen', () => {
  const rewrite = { type: 'host-header-rewrite' as const, rewrites: [{ regex: '^api\\.(.+)$', replace: '$1' }] };
  const rules = [
    { ...forwardTo('one', 1, [{ field: 'host-header' as const, values: ['api.example.com'] }]), transforms: [rewrite] },
    forwardTo('two', 2, [{ field: 'host-header', values: ['example.com'] }]),
  ];
  const trace = simulate(albWorld(rules), { method: 'GET', path: '/', headers: { Host: 'api.example.com' } });
  assert.equal(trace.hops[0]?.facts?.rule, 1);
  assert.deepEqual(upstream(trace).headers[0], ['Host', 'example.com']);
});

test('alb-errors/500-transform-fails: a regex that ELB does not take fails the request', () => {
  const rewritten = {
    ...forwardTo('one', 1, []),
    transforms: [{ type: 'url-rewrite' as const, rewrites: [{ regex: '(?=/a)', replace: '/b' }] }],
  };
  const trace = simulate(albWorld([rewritten]), { method: 'GET', path: '/a' });
  assert.equal(trace.response.status, 500);
  assert.match(trace.hops[0]?.why ?? '', /is not one that ELB takes/);
});

const features: [pattern: string, feature: string | undefined][] = [
  ['^/a(?!b)', 'look-around'],
  ['(?<=a)b', 'look-around'],
  ['(a)\\1', 'a backreference'],
  ['(?>a+)b', 'an atomic group'],
  ['a++', 'a possessive quantifier'],
  ['\\p{L}', 'a Unicode class'],
  ['[a+]+', undefined],
  ['(?:a|b)+c{2,3}', undefined],
  ['a\\+\\+', undefined],
];
for (const [pattern, feature] of features) {
  test(`${pattern} uses ${feature ?? 'nothing that is missing'}`, () =>
    assert.equal(unsupportedRegexFeature(pattern), feature));
}

test('a regex is searched for unless it is anchored, and a bad one matches nothing', () => {
  assert.equal(compileRegex('b', true)?.test('abc'), true);
  assert.equal(compileRegex('B', true)?.test('abc'), false);
  assert.equal(compileRegex('(', true), undefined);
});

test('wildcards match as the regular expression they stand for', () => {
  const piece = fc.constantFrom('a', 'b', '.', '*', '?');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 8 }),
      fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 8 }),
      (pattern, text) => {
        const source = pattern
          .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part === '.' ? '\\.' : part))
          .join('');
        assert.equal(
          matchesWildcard(pattern.join(''), text.join(''), true),
          new RegExp(`^${source}$`, 's').test(text.join('')),
        );
      },
    ),
    { numRuns: 1000 },
  );
});

test('many wildcards on a long text are matched at once', () => {
  assert.equal(matchesWildcard('*a'.repeat(20) + 'b', 'a'.repeat(16_000), true), false);
});
