import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, type Trace } from '../../src/simulate/index';
import { bridgeWorld, directWorld, emptyWorld, json } from './worlds';

function kinds(trace: Trace): string {
  return trace.hops.map(({ kind }) => kind).join(' > ');
}

const cases: [request: string, status: number, rule: number | 'default', path: string | undefined][] = [
  ['GET /prod/users/42', 200, 10, '/users/42'],
  ['GET /prod/users/a%2Fb', 200, 10, '/users/a%2Fb'],
  ['POST /prod/orders/7/lines', 200, 20, '/orders/7/lines'],
  ['GET /prod/nowhere', 404, 'default', undefined],
];

for (const [name, world] of [
  ['V1', bridgeWorld],
  ['V2', directWorld],
] as const) {
  for (const [line, status, rule, path] of cases) {
    test(`${name}: ${line}`, () => {
      const [method = '', target = ''] = line.split(' ');
      const trace = simulate(world, { method, path: target });
      assert.equal(trace.response.status, status);
      assert.equal(trace.hops.find(({ kind }) => kind === 'alb')?.facts?.rule, rule);
      if (path !== undefined) assert.equal(json(trace.response)['path'], path);
    });
  }
}

test('the hops come in the order in which the request passes them', () => {
  assert.equal(
    kinds(simulate(bridgeWorld, { method: 'GET', path: '/prod/users/42' })),
    'gateway > link > nlb > target-group > alb > target-group > target',
  );
  assert.equal(
    kinds(simulate(directWorld, { method: 'GET', path: '/prod/users/42' })),
    'gateway > link > alb > target-group > target',
  );
});

test('each hop names its decision and the alternatives that lost', () => {
  const trace = simulate(directWorld, { method: 'POST', path: '/prod/orders/7' });
  const alb = trace.hops.find(({ kind }) => kind === 'alb');
  assert.equal(alb?.decision, 'rule 20 forwards to Orders');
  assert.deepEqual(alb?.alternatives, [
    { what: 'rule 10', why: 'did not match: path-pattern `/orders/7` ≠ `/users/*`' },
  ]);
});

test('the same request gives the same trace', () => {
  const request = { method: 'GET', path: '/prod/users/42' };
  assert.deepEqual(simulate(bridgeWorld, request), simulate(bridgeWorld, request));
});

test('an option puts the stage into the path, as the guide says', () => {
  const request = { method: 'GET', path: '/prod/users/42' };
  const trace = simulate(directWorld, request, { stageInPath: 'as-documented' });
  assert.equal(trace.hops.find(({ kind }) => kind === 'alb')?.request.path, '/prod/users/42');
});

test('a world without entrance answers nothing and has no hops', () => {
  assert.deepEqual(simulate(emptyWorld, { method: 'GET', path: '/' }).hops, []);
});
