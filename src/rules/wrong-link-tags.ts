import reshapeLinkTags, { wrongTags } from '../convert/reshape-link-tags';
import { propertyKey } from '../topology/query/property-key';
import { defineRule } from './rule';

export default defineRule({
  id: 'wrong-link-tags',
  severity: 'error',
  summary: 'The Tags of a VPC link have the shape of the other version',
  why: 'Tags is a list of Key and Value for a VPC link V1 and a mapping of names to values for V2, so the deployment fails',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-vpclink.html',
  fixes: [reshapeLinkTags],
  bad: [
    `
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      SubnetIds: [subnet-1, subnet-2]
      [|Tags|](The Tags of "Link" are a list, but a VPC link V2 takes a mapping of names to values):
        - Key: team
          Value: orders
  OldLink:
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: orders
      TargetArns: [!ImportValue nlb]
      [|Tags|](The Tags of "OldLink" are a mapping, but a VPC link V1 takes a list of Key and Value): { team: orders }
`,
  ],
  good: [
    `
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      SubnetIds: [subnet-1, subnet-2]
      Tags: { team: orders }
  OldLink:
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: orders
      TargetArns: [!ImportValue nlb]
      Tags: [{ Key: team, Value: orders }]
`,
  ],

  *check({ topology }) {
    for (const { link } of wrongTags(topology)) {
      const message =
        link.kind === 'vpc-link-v2'
          ? `The Tags of "${link.logicalId}" are a list, but a VPC link V2 takes a mapping of names to values`
          : `The Tags of "${link.logicalId}" are a mapping, but a VPC link V1 takes a list of Key and Value`;
      yield { at: propertyKey(link, 'Tags'), message, logicalId: link.logicalId };
    }
  },
});
