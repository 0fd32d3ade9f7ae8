import { linkTargets } from '../topology/query/link-targets';
import { defineRule } from './rule';

export default defineRule({
  id: 'several-link-targets',
  severity: 'error',
  summary: 'A VPC link V1 names several NLBs',
  why: 'TargetArns is a list that takes exactly one NLB, so the deployment fails with "More than one target arn specified for vpc link"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-vpclink.html',
  fixes: [],
  bad: [
    `
Resources:
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: orders
      TargetArns:
        - !ImportValue orders-nlb
        - [|!ImportValue users-nlb|]("Link" names a second NLB, but a VPC link V1 takes exactly one: make a link for each NLB)
`,
  ],
  good: [
    `
Parameters:
  Stage: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: orders
      TargetArns:
        - !If [IsProd, !ImportValue prod-nlb, !Ref AWS::NoValue]
        - !If [IsProd, !Ref AWS::NoValue, !ImportValue test-nlb]
`,
  ],

  *check({ topology }) {
    for (const link of topology.ofKind('vpc-link-v1')) {
      const targets = linkTargets(topology, link);
      const second = targets.find((target, index) =>
        targets.slice(0, index).some((first) => topology.both(first.when, target.when)),
      );
      if (!second) continue;
      yield {
        at: second.value.at,
        message: `"${link.logicalId}" names a second NLB, but a VPC link V1 takes exactly one: make a link for each NLB`,
        logicalId: link.logicalId,
      };
    }
  },
});
