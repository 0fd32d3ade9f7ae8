import { balancerTypeOf, identified } from '../topology/index';
import { linkTargets } from '../topology/query/link-targets';
import { defineRule } from './rule';

export default defineRule({
  id: 'alb-behind-v1-link',
  severity: 'error',
  summary: 'A VPC link V1 names an ALB',
  why: 'A VPC link V1 takes an NLB only, so the deployment fails with "NLB ARN is malformed"; a VPC link V2 reaches an ALB',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/vpc-links-v1.html',
  fixes: [],
  bad: [
    `
Resources:
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: orders
      TargetArns: [[|!Ref Alb|]("Link" is a VPC link V1 and takes an NLB only, but "Alb" is an ALB: use a VPC link V2)]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],
  good: [
    `
Resources:
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
`,
  ],

  *check({ topology }) {
    for (const link of topology.ofKind('vpc-link-v1')) {
      for (const { value } of linkTargets(topology, link)) {
        const balancer = identified(value);
        if (balancer?.kind !== 'load-balancer' || balancerTypeOf(topology, balancer) !== 'application') continue;
        yield {
          at: value.at,
          message: `"${link.logicalId}" is a VPC link V1 and takes an NLB only, but "${balancer.logicalId}" is an ALB: use a VPC link V2`,
          logicalId: link.logicalId,
          related: [{ at: balancer.at, message: 'The ALB' }],
        };
      }
    }
  },
});
