import freePriority, { priorityClashes } from '../convert/free-priority';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'duplicate-priority',
  severity: 'error',
  summary: 'Two rules of one listener share a priority',
  why: 'A listener takes each priority once, so the deployment fails with "Priority is currently in use"',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  fixes: [freePriority],
  bad: [
    `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  Users:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: [|10|](Priority 10 of "Users" is already taken by "Orders" on the same listener: choose a free one such as 11)
      Conditions: [{ Field: path-pattern, Values: [/users/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],
  good: [
    `
Parameters:
  Stage: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Equals [!Ref Stage, test]
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  SameElsewhere:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue admin-listener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  InProd:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Condition: IsProd
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: [/users/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  InTest:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Condition: IsTest
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: [/users/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const { rule, other, otherAt, priority, free, at, when } of priorityClashes(topology)) {
      yield {
        at,
        message: `Priority ${priority} of "${rule.logicalId}" is already taken by "${other.logicalId}" on the same listener: choose a free one such as ${free}${conditionText(when)}`,
        logicalId: rule.logicalId,
        related: [{ at: otherAt, message: `Priority ${priority} is taken here` }],
      };
    }
  },
});
