import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkExpectation, generateScenario } from '../../../src/compare/scenario/index';
import { simulate, type World } from '../../../src/simulate/index';
import { toWorld } from '../../../src/simulate/world';
import { parse } from '../../../src/template/index';
import { buildTopology } from '../../../src/topology/index';
import { bridgeYaml } from '../../topology/graph-samples';

function worldOf(text: string): World {
  return toWorld(buildTopology([parse('file:///bridge.yaml', text)])).world;
}

test('requests come with where they end now', () => {
  const { options, requests } = generateScenario(worldOf(bridgeYaml));
  assert.deepEqual(options, {});
  const order = requests.find(({ request }) => request === 'GET /prod/orders/1');
  assert.equal(order?.expect.status, 200);
  assert.deepEqual(order.expect.received, { path: '/orders/1' });
  assert.deepEqual(requests.find(({ request }) => request.includes('no-such'))?.expect, {
    status: 403,
    gatewayResponse: 'MISSING_AUTHENTICATION_TOKEN',
  });
});

test('who may call is left out of it, where it would stop requests', () => {
  const guarded = bridgeYaml.replace(
    'HttpMethod: GET\n      RequestParameters',
    'HttpMethod: GET\n      ApiKeyRequired: true\n      RequestParameters',
  );
  assert.notEqual(guarded, bridgeYaml);
  assert.deepEqual(generateScenario(worldOf(guarded)).options, { apiKeys: 'let-pass' });
  const signed = bridgeYaml.replace(
    'HttpMethod: GET\n      RequestParameters',
    'HttpMethod: GET\n      AuthorizationType: AWS_IAM\n      RequestParameters',
  );
  assert.deepEqual(generateScenario(worldOf(signed)).options, { authorization: 'let-pass' });
});

test('what is generated holds, and stops holding when the template changes', () => {
  const world = worldOf(bridgeYaml);
  const { requests } = generateScenario(world);
  const failures = (other: World): number =>
    requests.flatMap(({ request, expect }) => {
      const [method = '', path = ''] = request.split(' ');
      return checkExpectation(expect, simulate(other, { method, path }), other);
    }).length;
  assert.equal(failures(world), 0);
  assert.ok(failures(worldOf(bridgeYaml.replace('/orders/{id}\n', '/other/{id}\n'))) > 0);
});

test('requests of one line that differ by a header are told apart by name', () => {
  const rule = `  Acme:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref AlbListener
      Priority: 1
      Conditions: [{ Field: http-header, HttpHeaderConfig: { HttpHeaderName: X-Tenant, Values: [acme] } }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '418' } }]
`;
  const { requests } = generateScenario(worldOf(bridgeYaml.replace('  AlbListener:\n', `${rule}  AlbListener:\n`)));
  const names = requests.map(({ name, request }) => name ?? request);
  assert.deepEqual(names, [...new Set(names)]);
  assert.ok(
    names.some((name) => name.includes(' (X-Tenant: acme)')),
    names.join('\n'),
  );
  assert.ok(requests.some(({ name }) => name === undefined));
});
