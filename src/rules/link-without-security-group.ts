import { propertyKey } from '../topology/query/property-key';
import { defineRule } from './rule';

export default defineRule({
  id: 'link-without-security-group',
  severity: 'hint',
  summary: 'A VPC link V2 without security groups',
  why: 'AWS does not document which group then applies, and the load balancer cannot admit the link by its group',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-vpclink.html',
  fixes: [],
  bad: [
    `
Resources:
  [|Link|](The VPC link V2 "Link" has no security group: give it one and let the load balancer admit that group):
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2] }
`,
  ],
  good: [
    `
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
`,
  ],

  *check({ topology }) {
    for (const link of topology.ofKind('vpc-link-v2')) {
      const { items, complete } = topology.resolveList(link.securityGroupIds);
      if (!complete || items.length > 0) continue;
      yield {
        at: propertyKey(link, 'SecurityGroupIds'),
        message: `The VPC link V2 "${link.logicalId}" has no security group: give it one and let the load balancer admit that group`,
        logicalId: link.logicalId,
      };
    }
  },
});
