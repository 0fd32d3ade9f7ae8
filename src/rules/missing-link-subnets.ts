import { stringOf } from '../topology/index';
import { propertyKey } from '../topology/query/property-key';
import { defineRule } from './rule';

export default defineRule({
  id: 'missing-link-subnets',
  severity: 'error',
  summary: 'A VPC link V2 without subnets',
  why: 'API Gateway puts the network interfaces of a VPC link V2 into its subnets, so SubnetIds is required and the deployment fails',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-vpclink.html',
  fixes: [],
  bad: [
    `
Resources:
  [|Link|](The VPC link V2 "Link" has no subnets: list those of the load balancer in SubnetIds):
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders }
  Other:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: users
      [|SubnetIds|](The VPC link V2 "Other" has no subnets: list those of the load balancer in SubnetIds): []
  Empty:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: users
      [|SubnetIds|](The VPC link V2 "Empty" has no subnets: list those of the load balancer in SubnetIds): ['']
`,
  ],
  good: [
    `
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: !Ref Subnets }
Parameters:
  Subnets: { Type: List<AWS::EC2::Subnet::Id> }
`,
  ],

  *check({ topology }) {
    for (const link of topology.ofKind('vpc-link-v2')) {
      const { items, complete } = topology.resolveList(link.subnetIds);
      if (!complete || items.some(({ value }) => stringOf(value) !== '')) continue;
      yield {
        at: propertyKey(link, 'SubnetIds'),
        message: `The VPC link V2 "${link.logicalId}" has no subnets: list those of the load balancer in SubnetIds`,
        logicalId: link.logicalId,
      };
    }
  },
});
