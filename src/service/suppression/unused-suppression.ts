import type { RuleText } from '../../rules/index';

/** What a comment gets that suppresses nothing. No look at a topology finds it, so it is no `Rule`. */
export const unusedSuppression: RuleText = {
  id: 'unused-suppression',
  severity: 'info',
  summary: 'A comment or an entry of Metadata that suppresses nothing',
  why: 'It names no rule, a rule that does not exist, or one that finds nothing there: what is wrong next time would be hidden without anyone knowing. What is written wrongly is a warning, for it does not hide what it should',
  reference: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-metadata.html',
  fixes: [],
  bad: [
    `
Resources:
  # unbridge-disable-next-line [|legacy-link|](No rule is called "legacy-link": did you mean "legacy-vpc-link"?)
  Topic:
    Type: AWS::SNS::Topic
    Metadata:
      Unbridge:
        Disable: [[|nlb-bridge|]("nlb-bridge" finds nothing in "Topic": take it out here)]
`,
  ],
  good: [
    `
Resources:
  # unbridge-disable-next-line unused-vpc-link -- the orders team imports it by its id
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
`,
  ],
};
