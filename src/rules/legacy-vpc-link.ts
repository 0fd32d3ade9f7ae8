import { after, before } from '../convert/bridge/upgrade-example';
import useVpcLinkV2ToNlb from '../convert/use-vpc-link-v2-to-nlb';
import { findBridges, leadsElsewhere } from '../topology/index';
import { defineRule } from './rule';

export default defineRule({
  id: 'legacy-vpc-link',
  severity: 'hint',
  summary: 'A VPC link V1 that is not proven to lead to an ALB',
  why: 'AWS calls VPC links V1 legacy and advises against new ones; a VPC link V2 reaches an NLB or an ALB directly, and several of them',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/vpc-links-v1.html',
  fixes: [useVpcLinkV2ToNlb],
  bad: [
    before.replace('  Link:\n', `  [|Link|](${messageFor('Link')}):\n`),
    `
Resources:
  [|Link|]("Link" is a legacy VPC link V1: consider a VPC link V2, which reaches an NLB or an ALB without PrivateLink):
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: orders
      TargetArns: [!Ref Nlb]
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Subnets: [subnet-1] }
`,
  ],
  good: [
    after,
    `
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      SubnetIds: [subnet-1, subnet-2]
`,
  ],

  *check({ topology }) {
    const bridging = new Set(
      findBridges(topology).flatMap((bridge) => {
        const { integrations, links } = bridge;
        const isOver = integrations.some(({ integration }) => !leadsElsewhere(topology, bridge, integration));
        return isOver || integrations.length === 0 ? links : [];
      }),
    );
    for (const link of topology.ofKind('vpc-link-v1')) {
      if (bridging.has(link)) continue;
      yield {
        at: link.at,
        message: messageFor(link.logicalId),
        logicalId: link.logicalId,
      };
    }
  },
});

function messageFor(logicalId: string): string {
  return `"${logicalId}" is a legacy VPC link V1: consider a VPC link V2, which reaches an NLB or an ALB without PrivateLink`;
}
