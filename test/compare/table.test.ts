import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { comparisonTable, sideOf, type Row, type TableOptions } from '../../src/compare/table/index';
import { prices } from '../../src/compare/table/prices.table';
import { quotas } from '../../src/compare/table/quotas.table';
import { createService } from '../../src/service';
import { toWorld } from '../../src/simulate/world';
import { parse } from '../../src/template/index';
import { buildTopology } from '../../src/topology/index';
import { bridgeYaml } from '../topology/graph-samples';

const uri = 'file:///bridge.yaml';

function rowsOf(before: string, after = before, options: Partial<TableOptions> = {}): Record<Row['aspect'], Row> {
  const side = (text: string) => {
    const topology = buildTopology([parse(uri, text)]);
    return sideOf(topology, toWorld(topology).world);
  };
  const rows = comparisonTable(side(before), side(after), { region: 'us-east-1', ...options });
  return Object.fromEntries(rows.map((row) => [row.aspect, row])) as Record<Row['aspect'], Row>;
}

/** The bridge, taken out by hand. */
const direct = bridgeYaml
  .replace(/ {2}Link:\n[\s\S]*?(?= {2}Alb:\n)/, '')
  .replace(
    'Resources:\n',
    'Resources:\n  Link: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: l, SubnetIds: [subnet-a, subnet-b], SecurityGroupIds: [!Ref AlbGroup] } }\n',
  )
  .replace('ConnectionId: !Ref Link', 'ConnectionId: !Ref Link\n        IntegrationTarget: !Ref Alb')
  .replace('http://${Nlb.DNSName}:8081', 'http://${Alb.DNSName}')
  .replace(/ {2}Addresses:/, '  Addresses:');

describe('a bridge and the direct way', () => {
  const rows = rowsOf(bridgeYaml, direct);

  test('there are eight rows, in the order of the article', () => {
    assert.deepEqual(Object.keys(rows), [
      ...['infrastructure', 'cost', 'latency', 'maintenance'],
      ...['security', 'clarity', 'scalability', 'flexibility'],
    ]);
  });

  test('infrastructure counts resources by type', () => {
    const { before, after } = rows.infrastructure.figures;
    assert.deepEqual([before['nlbs'], before['albs'], after['nlbs'], after['albs']], [1, 1, 0, 1]);
    const types = before['byType'] as Record<string, number>;
    assert.equal(types['AWS::ElasticLoadBalancingV2::LoadBalancer'], 2);
    assert.equal(
      Object.values(types).reduce((sum, one) => sum + one, 0),
      before['resources'],
    );
    assert.match(rows.infrastructure.before, /1 VPC link \(V1\), 1 NLB, 1 ALB/);
    assert.match(rows.infrastructure.after, /1 VPC link V2, 1 ALB/);
  });

  test('latency counts hops and names no time', () => {
    assert.deepEqual(rows.latency.figures, {
      before: { loadBalancers: 2, connections: 3, measured: null },
      after: { loadBalancers: 1, connections: 2, measured: null },
    });
    assert.doesNotMatch(rows.latency.before + rows.latency.after, /\d ?ms\b/);
  });

  test('maintenance names what has to agree', () => {
    assert.match(rows.maintenance.before, /port 80 of "ToAlb" has to be a listener's port of "Alb"/);
    assert.deepEqual(rows.maintenance.figures.after['agreements'], []);
    assert.ok(Number(rows.maintenance.figures.after['parts']) < Number(rows.maintenance.figures.before['parts']));
  });

  test('security names listeners, groups and the rules to keep', () => {
    assert.match(rows.security.before, /Nlb:8081 TCP internal/);
    assert.match(rows.security.before, /"Nlb" has no security group, so it lets everything in/);
    assert.deepEqual(rows.security.figures.after['rulesToKeep'], ['"AlbGroup" lets 0.0.0.0/0 in on port 80']);
    assert.deepEqual(rows.security.figures.after['securityGroups'], ['AlbGroup']);
  });

  test('clarity is the path in words', () => {
    assert.equal(rows.clarity.before, 'API Gateway → VPC link V1 "Link" → NLB "Nlb" → ALB "Alb" → target');
    assert.equal(rows.clarity.after, 'API Gateway → VPC link V2 "Link" → ALB "Alb" → target');
  });

  test('scalability names the quotas that apply, with what is used', () => {
    const used = (side: 'before' | 'after'): Record<string, number> =>
      Object.fromEntries(
        (rows.scalability.figures[side]['quotas'] as { name: string; used: number }[]).map((quota) => [
          quota.name,
          quota.used,
        ]),
      );
    assert.equal(used('before')[quotas.v1LinksPerRegion.name], 1);
    assert.equal(used('before')[quotas.nlbsPerAlb.name], 1);
    assert.equal(used('after')[quotas.v1LinksPerRegion.name], undefined);
    assert.equal(used('after')[quotas.v2LinksPerRegion.name], 1);
    assert.equal(used('after')[quotas.subnetsPerLink.name], 2);
    assert.match(rows.scalability.after, /1 of 10 VPC links V2 per Region/);
  });

  test('flexibility tells how far a link reaches', () => {
    assert.deepEqual(rows.flexibility.figures.before, { balancersPerLink: 1, reached: { Link: ['Nlb'] } });
    assert.deepEqual(rows.flexibility.figures.after, { balancersPerLink: null, reached: { Link: ['Alb'] } });
  });

  test('flexibility knows the load balancer of an HTTP API, to which no request is sent', () => {
    const http = `Resources:
  Link: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: l, SubnetIds: [subnet-a, subnet-b] } }
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal, Subnets: [subnet-a, subnet-b] } }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: api, ProtocolType: HTTP } }
  Private:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: HTTP_PROXY
      IntegrationMethod: ANY
      ConnectionType: VPC_LINK
      ConnectionId: !Ref Link
      IntegrationUri: !Ref Web
      PayloadFormatVersion: '1.0'
  Orders: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /orders, Target: !Sub 'integrations/\${Private}' } }
`;
    assert.deepEqual(rowsOf(http).flexibility.figures.before['reached'], { Link: ['Alb'] });
  });

  test('every row says where to read on', () => {
    for (const { aspect, sources } of Object.values(rows)) assert.ok(sources.length > 0, aspect);
    for (const { url } of Object.values(rows).flatMap((row) => row.sources)) assert.match(url, /^https:\/\//);
  });
});

describe('cost', () => {
  test('an NLB that no request goes through any more is named, and charged by the hour alone', () => {
    const kept = direct.replace(
      'Resources:\n',
      'Resources:\n  Nlb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Type: network, Scheme: internal, Subnets: [subnet-a, subnet-b] } }\n',
    );
    const { before, after, figures } = rowsOf(bridgeYaml, kept, { requestsPerMonth: 10_000_000 }).cost;
    assert.doesNotMatch(before, /no request goes/);
    assert.match(after, /no request goes through "Nlb", which costs that for as long as it stays/);
    const items = figures.after['items'] as { readonly what: string }[];
    assert.deepEqual(
      items.map(({ what }) => what).filter((what) => /NL/.test(what)),
      ['1 NLB by the hour'],
    );
  });

  test('without a load it is what the hours cost', () => {
    const { figures } = rowsOf(bridgeYaml, direct).cost;
    assert.equal(figures.before['usdPerMonth'], 32.85); // 2 × 730 h × 0.0225
    assert.equal(figures.after['usdPerMonth'], 16.425);
  });

  test('a stated load adds capacity units and calls', () => {
    const { figures, before } = rowsOf(bridgeYaml, direct, { requestsPerMonth: 10_000_000, gbPerMonth: 730 }).cost;
    // 1 GB an hour is one unit of either: 730 × (0.008 + 0.006), and 10 × 3.50 for the calls.
    assert.equal(figures.before['usdPerMonth'], 32.85 + 10.22 + 35);
    assert.match(before, /at 10000000 requests and 730 GB a month/);
  });

  test('calls go through the tiers', () => {
    const calls = (requestsPerMonth: number): unknown =>
      (
        rowsOf(direct, direct, { requestsPerMonth }).cost.figures.after['items'] as {
          what: string;
          usdPerMonth: number;
        }[]
      ).find(({ what }) => what === 'REST API calls')?.usdPerMonth;
    assert.equal(calls(333_000_000), 1165.5);
    assert.equal(calls(1_000_000_000), 1165.5 + 667 * 2.8);
    assert.equal(calls(1_001_000_000), 1165.5 + 667 * 2.8 + 2.38);
  });

  test('what is not known of a Region is said and not guessed', () => {
    const { before, figures } = rowsOf(bridgeYaml, direct, { region: 'ap-south-1' }).cost;
    assert.match(before, /no dated price of an NLB hour in ap-south-1 is known; no dated price of an ALB hour/);
    assert.doesNotMatch(before, /\d USD/);
    assert.equal(figures.before['usdPerMonth'], null);
    const half = rowsOf(bridgeYaml, direct, { region: 'eu-west-1' }).cost;
    assert.match(
      half.before,
      /^at least 18\.40 USD a month in eu-west-1 without the NLB, whose price there is not known: /,
    );
    assert.match(half.after, /^18\.40 USD a month/);
  });

  test('every price names its source', () => {
    for (const price of Object.values(prices).flatMap((region) => Object.values(region).flat())) {
      assert.ok(price.usd > 0);
      assert.match(price.source.url, /^https:\/\//);
    }
  });
});

test('a template without any of it still has eight rows', () => {
  const rows = rowsOf('Resources:\n  A: { Type: AWS::SNS::Topic }\n');
  assert.equal(Object.keys(rows).length, 8);
  assert.equal(rows.clarity.before, 'no request goes over a link');
  assert.equal(rows.flexibility.before, 'there is no VPC link');
});

test('subnets that a parameter holds are not counted', () => {
  const text = `Parameters: { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } }\n${direct.replace('[subnet-a, subnet-b]', '!Ref Subnets')}`;
  assert.match(rowsOf(text).scalability.after, /up to 10 subnets per VPC link V2/);
});

test('the service sets a template beside another', () => {
  const service = createService({ onFailure: (id, error) => assert.fail(`${id}: ${String(error)}`) });
  service.setDocument(uri, bridgeYaml);
  const view = service.compare(uri, { region: 'us-east-1', after: [{ uri, text: direct }] });
  assert.deepEqual([view.rows.length, view.changed, view.failures], [8, true, []]);
  assert.equal(view.proof.same, view.proof.requests);
});

describe('what belongs to other templates', () => {
  test('a link without its NLB ends there, and no hop is made up', () => {
    const rows = rowsOf(bridgeYaml.replace('TargetArns: [!Ref Nlb]', 'TargetArns: [!ImportValue shared-nlb]'));
    assert.match(rows.clarity.before, /^API Gateway → VPC link V1 "Link" \(NLB not found\)/);
    assert.match(rows.latency.before, /^what stands behind the link is not in sight;/);
    assert.equal(rows.latency.figures.before['loadBalancers'], null);
  });

  test('a scheme that is decided at deployment is not taken for one', () => {
    const text = `Parameters: { Scheme: { Type: String } }\n${bridgeYaml.replace('Type: application, Scheme: internal', 'Type: application, Scheme: !Ref Scheme')}`;
    const { before } = rowsOf(text).security;
    assert.match(before, /Alb:80 HTTP of a scheme that is decided at deployment/);
    assert.equal(rowsOf(text).security.figures.before['internetFacing'], 0);
    const bare = rowsOf(bridgeYaml.replace('Type: application, Scheme: internal', 'Type: application')).security;
    assert.match(bare.before, /Alb:80 HTTP internet-facing/);
  });
});
