import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, type IntegrationModel, type LinkModel, type World } from '../../../src/simulate/index';
import { alb, bridgeWorld, directWorld, group, json, upstreamHeader } from '../worlds';

/** The direct world with this integration on `/x` and this link. */
function linked(integration: Partial<IntegrationModel>, changes: Partial<World> = {}): World {
  const full: IntegrationModel = {
    type: 'HTTP_PROXY',
    uri: 'http://internal.example.com/users/1',
    connectionType: 'VPC_LINK',
    connectionId: 'Link',
    integrationTarget: 'Alb',
    ...integration,
  };
  const gateways = {
    Api: {
      logicalId: 'Api',
      stages: [{ name: 'prod', variables: { link: 'Link' } }],
      resources: [{ path: '/x', methods: { GET: { integration: full } } }],
    },
  };
  return { ...directWorld, gateways, ...changes };
}

function call(world: World) {
  return simulate(world, { method: 'GET', path: '/prod/x' });
}

const v2 = (more: Partial<LinkModel> = {}): LinkModel => ({ logicalId: 'Link', version: 'V2', ...more }) as LinkModel;

test('vpc-link/v1-connection-id-patched: the link may come from a stage variable', () => {
  assert.equal(call(linked({ connectionId: '${stageVariables.link}' })).response.status, 200);
});

test('an empty or unknown link is named', () => {
  for (const [connectionId, why] of [
    ['${stageVariables.none}', /ConnectionId is empty/],
    ['Elsewhere', /No VPC link "Elsewhere" is part of this template/],
  ] as const) {
    const { response, hops } = call(linked({ connectionId }));
    assert.equal(response.status, 500);
    assert.match(hops[1]?.why ?? '', why);
  }
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
test('a V2 link needs the target in the integration, a V1 link does not', () => {
  const missing = linked({});
  const { integrationTarget: _, ...integration } = missing.gateways['Api']?.resources[0]?.methods['GET']
    ?.integration as IntegrationModel;
  const gateways = {
    Api: {
      logicalId: 'Api',
      stages: [{ name: 'prod' }],
      resources: [{ path: '/x', methods: { GET: { integration } } }],
    },
  };
  const { hops } = call({ ...missing, gateways });
  assert.match(hops[1]?.why ?? '', /IntegrationTarget is required for VpcLinkV2/);
  assert.equal(call({ ...bridgeWorld, gateways }).response.status, 200);
});

test('the target may be named by an alias, by a listener, or be an NLB', () => {
  assert.equal(
    call(linked({ integrationTarget: 'arn:alb' }, { albs: { Alb: { ...alb, aliases: ['arn:alb'] } } })).response.status,
    200,
  );
  assert.equal(call(linked({ integrationTarget: 'AlbListener' })).response.status, 200);
  const viaNlb = call(
    linked({ integrationTarget: 'Nlb' }, { nlbs: bridgeWorld.nlbs, targetGroups: bridgeWorld.targetGroups }),
  );
  assert.equal(viaNlb.response.status, 200);
  assert.deepEqual(viaNlb.hops.map(({ kind }) => kind).slice(0, 3), ['gateway', 'link', 'nlb']);
});

test('the port of the URI picks the listener', () => {
  const second = {
    logicalId: 'Second',
    port: 8080,
    protocol: 'HTTP' as const,
    rules: [],
    defaultActions: [{ type: 'fixed-response' as const, statusCode: '202' }],
  };
  const world = linked(
    { uri: 'http://internal.example.com:8080/' },
    { albs: { Alb: { ...alb, listeners: [...alb.listeners, second] } } },
  );
  assert.equal(call(world).response.status, 202);
  const { response, hops } = call(linked({ uri: 'http://internal.example.com:9999/' }));
  assert.equal(response.status, 500);
  assert.equal(hops.at(-1)?.level, 'blocked');
});

test('a link that is not available fails its calls', () => {
  for (const link of [v2({ status: 'INACTIVE' }), v2({ status: 'FAILED' })]) {
    const { response, hops } = call(linked({}, { links: { Link: link } }));
    assert.equal(response.status, 500);
    assert.match(hops[1]?.why ?? '', new RegExp(`The link is ${link.status ?? ''}`));
  }
});

// https://repost.aws/knowledge-center/api-gateway-500-error-vpc
test('over HTTPS the host of the URI must stand on the certificate', () => {
  const https = (certificateNames: string[]): World =>
    linked(
      { uri: 'https://api.example.com/users/1' },
      {
        albs: {
          Alb: {
            ...alb,
            listeners: [
              { ...(alb.listeners[0] as (typeof alb.listeners)[0]), port: 443, protocol: 'HTTPS', certificateNames },
            ],
          },
        },
      },
    );
  assert.equal(call(https(['api.example.com'])).response.status, 200);
  assert.equal(call(https(['*.example.com'])).response.status, 200);
  const { response, hops } = call(https(['other.example.com']));
  assert.equal(response.status, 500);
  assert.match(hops[1]?.why ?? '', /api\.example\.com in the URI does not match the certificate/);
});

test('https to an HTTP listener fails the handshake', () => {
  const { response, hops } = call(linked({ uri: 'https://api.example.com:80/users/1' }));
  assert.equal(response.status, 500);
  assert.match(hops.at(-1)?.why ?? '', /speaks plain HTTP/);
});

test('the ALB sees an address of the link, in the subnets of the link', () => {
  const world = linked(
    {},
    { links: { Link: v2({ subnets: ['A'] }) }, subnets: { A: { logicalId: 'A', cidr: '10.9.0.0/24' } } },
  );
  assert.equal(upstreamHeader(call(world), 'X-Forwarded-For'), '10.9.0.10');
});

// vpc-link/v2-pathless-uri and vpc-link/v2-stage-in-path contradict each other; the recorded reading is the default.
test('the stage is not in the path unless the documented reading is asked for', () => {
  const world = linked(
    { uri: 'http://internal.example.com' },
    {
      albs: {
        Alb: {
          ...alb,
          listeners: [
            {
              ...(alb.listeners[0] as (typeof alb.listeners)[0]),
              rules: [],
              defaultActions: [{ type: 'forward', targetGroups: [{ targetGroup: 'Users' }] }],
            },
          ],
        },
      },
    },
  );
  assert.equal(json(call(world).response)['path'], '/');
  const documented = simulate(world, { method: 'GET', path: '/prod/x' }, { stageInPath: 'as-documented' });
  assert.equal(json(documented.response)['path'], '/prod/');
  assert.match(documented.hops[0]?.why ?? '', /guide says/);
});

// --- security groups. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html

const all = { protocol: '-1', cidr: '0.0.0.0/0' };

function guarded(
  albIngress: World['securityGroups'][string]['ingress'],
  linkEgress = [all] as World['securityGroups'][string]['egress'],
): World {
  return linked(
    {},
    {
      links: { Link: v2({ securityGroups: ['LinkGroup'], subnets: ['A'] }) },
      albs: { Alb: { ...alb, securityGroups: ['AlbGroup'] } },
      securityGroups: {
        LinkGroup: { logicalId: 'LinkGroup', ingress: [], egress: linkEgress },
        AlbGroup: { logicalId: 'AlbGroup', ingress: albIngress, egress: [all] },
      },
      subnets: { A: { logicalId: 'A', cidr: '10.9.0.0/24' } },
    },
  );
}

const ingress: [name: string, rules: World['securityGroups'][string]['ingress'], passes: boolean][] = [
  ['no rule', [], false],
  ['the link group on the port', [{ protocol: 'tcp', fromPort: 80, toPort: 80, securityGroup: 'LinkGroup' }], true],
  [
    'the link group on another port',
    [{ protocol: 'tcp', fromPort: 443, toPort: 443, securityGroup: 'LinkGroup' }],
    false,
  ],
  ['another group', [{ protocol: 'tcp', fromPort: 80, toPort: 80, securityGroup: 'AlbGroup' }], false],
  ['a block that holds the subnets', [{ protocol: 'tcp', fromPort: 0, toPort: 65535, cidr: '10.0.0.0/8' }], true],
  ['a block elsewhere', [{ protocol: 'tcp', fromPort: 80, toPort: 80, cidr: '192.168.0.0/16' }], false],
  ['UDP only', [{ protocol: 'udp', fromPort: 80, toPort: 80, cidr: '0.0.0.0/0' }], false],
  ['a group nobody knows', [{ protocol: 'tcp', fromPort: 80, toPort: 80, securityGroup: 'sg-imported' }], true],
  ['a prefix list', [{ protocol: 'tcp', fromPort: 80, toPort: 80, unresolved: 'pl-123' }], true],
];
for (const [name, rules, passes] of ingress) {
  test(`ingress of the ALB: ${name} ${passes ? 'lets the link in' : 'blocks it'}`, () => {
    const { response, hops } = call(guarded(rules));
    assert.equal(response.status, passes ? 200 : 500);
    if (passes) return;
    assert.equal(hops[1]?.level, 'blocked');
    assert.deepEqual(hops[1]?.facts?.missingRule, {
      direction: 'ingress',
      group: 'AlbGroup',
      protocol: 'tcp',
      port: 80,
      peer: 'LinkGroup',
    });
    assert.match(
      hops[1]?.why ?? '',
      /"Alb" is behind "AlbGroup", which has no ingress rule for TCP 80 from the link "Link" \(LinkGroup\)/,
    );
  });
}

test('egress of the link group is checked too', () => {
  const { hops } = call(guarded([all], []));
  assert.match(hops[1]?.why ?? '', /no egress rule for TCP 80 to "Alb"/);
});

test('an option ignores the security groups', () => {
  assert.equal(
    simulate(guarded([]), { method: 'GET', path: '/prod/x' }, { securityGroups: 'ignore' }).response.status,
    200,
  );
});

test('a target that the groups hide is a 504 of the ALB', () => {
  const world = linked(
    {},
    {
      albs: { Alb: { ...alb, securityGroups: ['AlbGroup'] } },
      targetGroups: { Users: { ...group('Users'), targets: [{ id: '10.0.0.5', securityGroups: ['TargetGroup'] }] } },
      securityGroups: {
        AlbGroup: { logicalId: 'AlbGroup', ingress: [all], egress: [all] },
        TargetGroup: {
          logicalId: 'TargetGroup',
          ingress: [{ protocol: 'tcp', fromPort: 80, toPort: 80, securityGroup: 'AlbGroup' }],
          egress: [all],
        },
      },
    },
  );
  const { response, hops } = call(world);
  assert.equal(response.status, 504);
  assert.match(hops.at(-1)?.why ?? '', /no ingress rule for TCP 8080 from "Alb"/);
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
test('an NLB with groups enforces them on PrivateLink unless told otherwise', () => {
  const nlb = bridgeWorld.nlbs['Nlb'];
  assert.ok(nlb);
  const world = (enforce: 'on' | 'off' | undefined, cidr: string): World => ({
    ...bridgeWorld,
    nlbs: {
      Nlb: { ...nlb, securityGroups: ['NlbGroup'], ...(enforce ? { enforceInboundRulesOnPrivateLink: enforce } : {}) },
    },
    securityGroups: {
      NlbGroup: {
        logicalId: 'NlbGroup',
        ingress: [{ protocol: 'tcp', fromPort: 80, toPort: 80, cidr }],
        egress: [all],
      },
    },
  });
  const status = (enforce: 'on' | 'off' | undefined, cidr: string) =>
    simulate(world(enforce, cidr), { method: 'GET', path: '/prod/users/1' }).response.status;
  assert.equal(status(undefined, '203.0.113.0/24'), 500);
  assert.equal(status('on', '203.0.113.0/24'), 500);
  assert.equal(status('off', '203.0.113.0/24'), 200);
  assert.equal(status(undefined, '10.0.0.0/8'), 200);
});
