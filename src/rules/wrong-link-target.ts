import { describe, type Settled } from '../topology/index';
import { linkTargets } from '../topology/query/link-targets';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'wrong-link-target',
  severity: 'error',
  summary: 'A VPC link V1 whose target is no load balancer',
  why: 'TargetArns takes the ARN of an NLB, so the deployment fails with "NLB ARN is malformed"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-vpclink.html',
  fixes: [],
  bad: [
    `
Resources:
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [[|!GetAtt Nlb.DNSName|]("Link" targets "Nlb.DNSName", but it must be the ARN of an NLB)] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
Outputs:
  Link: { Value: !Ref Link }
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
Outputs:
  Link: { Value: !Ref Link }
`,
  ],

  *check({ topology }) {
    for (const link of topology.ofKind('vpc-link-v1')) {
      for (const { value, when } of linkTargets(topology, link)) {
        if (!isNoBalancer(value)) continue;
        yield {
          at: value.at,
          message: `"${link.logicalId}" targets ${describe(value)}, but it must be the ARN of an NLB${conditionText(when, topology.whenPresent(link))}`,
          logicalId: link.logicalId,
        };
      }
    }
  },
});

const others = new Set([
  'listener',
  'rule',
  'target-group',
  'security-group',
  'ecs-service',
  'rest-api',
  'vpc-link-v2',
]);

function isNoBalancer(value: Settled<string>): boolean {
  if (value.kind === 'literal') return value.value !== '' && !/^(arn:|\{\{resolve:)/.test(value.value);
  if (value.kind !== 'resource') return false;
  const { resource, attribute } = value;
  if (resource.kind === 'load-balancer') return attribute !== undefined && attribute !== 'LoadBalancerArn';
  return others.has(resource.kind);
}
