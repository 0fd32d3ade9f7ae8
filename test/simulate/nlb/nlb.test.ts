import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusMatches } from '../../../src/simulate/nlb/health';
import {
  simulate,
  type NlbListenerModel,
  type NlbModel,
  type TargetGroupModel,
  type World,
} from '../../../src/simulate/index';
import { bridgeWorld, emptyWorld, json, upstreamHeader } from '../worlds';

/** The bridge of the shared world, changed. */
function bridge(changes: {
  nlb?: Partial<NlbModel>;
  listener?: Partial<NlbListenerModel>;
  group?: Partial<TargetGroupModel>;
}): World {
  const nlb = bridgeWorld.nlbs['Nlb'] as NlbModel;
  const listener = { ...(nlb.listeners[0] as NlbListenerModel), ...changes.listener };
  const group = { ...(bridgeWorld.targetGroups['Bridge'] as TargetGroupModel), ...changes.group };
  return {
    ...bridgeWorld,
    nlbs: { Nlb: { ...nlb, listeners: [listener], ...changes.nlb } },
    targetGroups: { ...bridgeWorld.targetGroups, Bridge: group },
  };
}

const request = { method: 'GET', path: '/prod/users/42' };

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
test('nlb/no-listener-on-port: what has no listener is dropped', () => {
  const { response, hops } = simulate(bridge({ listener: { port: 8080 } }), request);
  assert.equal(response.status, 500);
  const nlb = hops.find(({ kind }) => kind === 'nlb');
  assert.equal(nlb?.level, 'blocked');
  assert.match(nlb?.why ?? '', /no TCP listener on port 80, and an NLB drops/);
  assert.deepEqual(nlb?.alternatives, [{ what: 'listener 8080 (TCP)', why: 'is not on port 80' }]);
});

test('a UDP listener does not take the connection', () => {
  assert.equal(simulate(bridge({ listener: { protocol: 'UDP' } }), request).response.status, 500);
});

test('nlb/combination-tcp-alb: the port of the group is the port of the ALB listener, whatever the NLB listens on', () => {
  const world = bridge({ listener: { port: 8080 } });
  const api = world.gateways['Api'];
  assert.ok(api);
  const uri = 'http://internal.example.com:8080/users/42';
  const integration = { type: 'HTTP_PROXY' as const, uri, connectionType: 'VPC_LINK' as const, connectionId: 'Link' };
  const gateways = { Api: { ...api, resources: [{ path: '/x', methods: { GET: { integration } } }] } };
  const trace = simulate({ ...world, gateways }, { method: 'GET', path: '/prod/x' });
  assert.equal(trace.response.status, 200);
  assert.deepEqual(
    trace.hops.flatMap(({ kind, facts }) =>
      facts?.listenerPort === undefined ? [] : [`${kind}:${facts.listenerPort}`],
    ),
    ['nlb:8080', 'alb:80'],
  );
});

test('nlb/alb-target-port-must-match-listener: a group that points elsewhere reaches nothing', () => {
  const { response, hops } = simulate(bridge({ group: { targets: [{ id: 'Alb', port: 81 }] } }), request);
  assert.equal(response.status, 500);
  assert.match(hops.at(-1)?.why ?? '', /"Alb" has no listener on port 81; it has 80/);
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
test('a health check that only the default 404 answers makes the ALB unhealthy, and the NLB fails open', () => {
  const { response, hops } = simulate(bridgeWorld, request);
  assert.equal(response.status, 200);
  const group = hops.find(({ logicalId }) => logicalId === 'Bridge');
  assert.equal(group?.facts?.failOpen, true);
  assert.match(group?.why ?? '', /GET \/ gets 404 .* outside 200-399: its Host is the address of an NLB node/);
});

test('a health check on a path that a rule forwards makes the ALB healthy', () => {
  const { hops } = simulate(bridge({ group: { healthCheck: { path: '/users/health' } } }), request);
  assert.equal(hops.find(({ logicalId }) => logicalId === 'Bridge')?.facts?.failOpen, false);
});

// nlb/health-check-defaults: path /, matcher 200-399.
const matchers: [matcher: string, status: number, expected: boolean][] = [
  ['200-399', 302, true],
  ['200-399', 404, false],
  ['200,404', 404, true],
  ['200', 201, false],
];
for (const [matcher, status, expected] of matchers) {
  test(`${matcher} ${expected ? 'holds' : 'does not hold'} ${status}`, () =>
    assert.equal(statusMatches(matcher, status), expected));
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
test('nlb/client-ip-default-ip-targets-tcp: through PrivateLink the ALB sees a node of the NLB', () => {
  const world: World = {
    ...bridge({ nlb: { subnets: ['Subnet'] } }),
    subnets: { Subnet: { logicalId: 'Subnet', cidr: '10.1.2.0/24' } },
  };
  assert.equal(upstreamHeader(simulate(world, request), 'X-Forwarded-For'), '10.1.2.10');
});

test('without PrivateLink an alb group keeps the address of the client', () => {
  const trace = simulate(bridgeWorld, { method: 'GET', path: '/users/1', clientIp: '203.0.113.7', to: { nlb: 'Nlb' } });
  assert.equal(upstreamHeader(trace, 'X-Forwarded-For'), '203.0.113.7');
});

test('an NLB may have plain targets, which get the request as it is', () => {
  const trace = simulate(bridge({ group: { type: 'ip', targets: [{ id: '10.0.0.9', port: 80 }] } }), request);
  assert.equal(trace.response.status, 200);
  assert.equal(json(trace.response)['path'], '/users/42');
  assert.equal(upstreamHeader(trace, 'X-Forwarded-For'), undefined);
});

test('a plain target that breaks the connection is a network error to the gateway', () => {
  const broken = { id: 't', behaviour: () => ({ failure: 'reset' as const }) };
  const { response } = simulate(bridge({ group: { type: 'ip', targets: [broken] } }), request);
  assert.equal(response.status, 500);
  assert.deepEqual(json(response), { message: 'Network error communicating with endpoint' });
});

test('a group without targets reaches nothing', () => {
  const { response, hops } = simulate(bridge({ group: { targets: [] } }), request);
  assert.equal(response.status, 500);
  assert.match(hops.at(-1)?.why ?? '', /has no registered targets/);
});

test('a TLS listener ends TLS, checks the name, and refuses plain HTTP', () => {
  const world = (names: string[], scheme: string): World => {
    const tls = bridge({ listener: { protocol: 'TLS', port: 443, certificateNames: names } });
    const api = tls.gateways['Api'];
    assert.ok(api);
    const uri = `${scheme}://api.example.com:443/users/1`;
    const integration = { type: 'HTTP_PROXY' as const, uri, connectionType: 'VPC_LINK' as const, connectionId: 'Link' };
    return { ...tls, gateways: { Api: { ...api, resources: [{ path: '/x', methods: { GET: { integration } } }] } } };
  };
  const status = (names: string[], scheme: string) =>
    simulate(world(names, scheme), { method: 'GET', path: '/prod/x' }).response.status;
  assert.equal(status(['*.example.com'], 'https'), 200);
  assert.equal(status(['other.example.com'], 'https'), 500);
  assert.equal(status(['*.example.com'], 'http'), 500);
});

test('weights share the connections of a listener', () => {
  const listener = {
    targetGroups: [
      { targetGroup: 'Users', weight: 0 },
      { targetGroup: 'Orders', weight: 5 },
    ],
  };
  const trace = simulate(bridge({ listener }), request);
  assert.equal(trace.hops.find(({ kind }) => kind === 'nlb')?.facts?.targetGroup, 'Orders');
});

test('a client at an NLB that answers nothing sees no status', () => {
  const world: World = { ...emptyWorld, nlbs: { Nlb: { logicalId: 'Nlb', listeners: [] } } };
  assert.equal(simulate(world, { method: 'GET', path: '/', to: { nlb: 'Nlb', port: 80 } }).response.status, 0);
});
