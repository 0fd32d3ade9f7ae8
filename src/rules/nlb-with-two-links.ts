import { describe, type Outcome, type VpcLinkV1 } from '../topology/index';
import { knownIdentity } from '../topology/query/identity';
import { linkTargets } from '../topology/query/link-targets';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'nlb-with-two-links',
  severity: 'error',
  summary: 'Two VPC links V1 on one NLB',
  why: 'An NLB carries one endpoint service only, so the second link ends in FAILED with "NLB is already associated with another VPC Endpoint Service"',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-api-with-vpclink-cli.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Users:
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: users
      TargetArns: [[|!Ref Nlb|]("Users" is the second VPC link V1 on "Nlb" beside "Orders": share one link, several APIs may use it)]
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
`,
  ],
  good: [
    `
Resources:
  Orders:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref OrdersNlb] }
  Users:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref UsersNlb] }
  OrdersNlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  UsersNlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
`,
  ],

  *check({ topology }) {
    const byTarget = new Map<string, { link: VpcLinkV1; target: Outcome<string> }[]>();
    for (const link of topology.ofKind('vpc-link-v1')) {
      for (const target of linkTargets(topology, link)) {
        const identity = knownIdentity(target.value);
        if (identity === undefined) continue;
        const key = `${link.uri} ${identity}`;
        const others = byTarget.get(key) ?? [];
        byTarget.set(key, [...others, { link, target }]);
        const first = others.find((other) => other.link !== link && topology.both(other.target.when, target.when));
        if (!first) continue;
        const when = topology.both(first.target.when, target.when) ?? [];
        yield {
          at: target.value.at,
          message: `"${link.logicalId}" is the second VPC link V1 on ${describe(target.value)} beside "${first.link.logicalId}": share one link, several APIs may use it${conditionText(when)}`,
          logicalId: link.logicalId,
          related: [{ at: first.link.at, message: 'The first link' }],
        };
      }
    }
  },
});
