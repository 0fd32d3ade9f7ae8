import { property } from '../template/index';
import { describe, readStringList, type Outcome, type VpcLinkV1 } from '../topology/index';
import { knownIdentity } from '../topology/query/identity';
import { linkTargets } from '../topology/query/link-targets';
import { resourcesOfType } from '../topology/query/typed';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'nlb-with-two-links',
  severity: 'error',
  summary: 'Two VPC links V1, or one and an endpoint service, on one NLB',
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
    `
Resources:
  Orders:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Service:
    Type: AWS::EC2::VPCEndpointService
    Properties:
      NetworkLoadBalancerArns: [[|!Ref Nlb|]("Service" makes an endpoint service of "Nlb", which "Orders" needs for its own: give the endpoint service another NLB)]
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
Outputs:
  Orders: { Value: !Ref Orders }
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
    for (const service of resourcesOfType(topology, 'AWS::EC2::VPCEndpointService')) {
      if (!service.properties) continue;
      const list = readStringList(property(service.properties, 'NetworkLoadBalancerArns'));
      for (const { value, when: needs } of topology.resolveList(list).items) {
        const identity = knownIdentity(value);
        const present = topology.both(topology.whenPresent(service), needs);
        const links = (present && byTarget.get(`${service.uri} ${identity}`)) ?? [];
        const other = links.find(({ target }) => topology.both(target.when, present ?? []));
        if (!other) continue;
        yield {
          at: value.at,
          message: `"${service.logicalId}" makes an endpoint service of ${describe(value)}, which "${other.link.logicalId}" needs for its own: give the endpoint service another NLB${conditionText(topology.both(other.target.when, present ?? []) ?? [])}`,
          logicalId: service.logicalId,
          related: [{ at: other.link.at, message: 'The VPC link V1' }],
        };
      }
    }
  },
});
