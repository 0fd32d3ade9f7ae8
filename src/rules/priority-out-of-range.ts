import { numberOf } from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html */
const [lowest, highest] = [1, 50_000];

export default defineRule({
  id: 'priority-out-of-range',
  severity: 'error',
  summary: 'A priority that is not between 1 and 50000',
  why: 'A listener takes no other priorities, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: [|0|](The priority of "Orders" is 0, but it must lie between 1 and 50000)
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],
  good: [
    `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: '50000'
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const rule of topology.ofKind('rule')) {
      for (const { value } of outcomesUnder(topology, rule.priority, topology.whenPresent(rule))) {
        const priority = numberOf(value);
        if (priority === undefined || (priority >= lowest && priority <= highest)) continue;
        yield {
          at: value.at,
          message: `The priority of "${rule.logicalId}" is ${priority}, but it must lie between ${lowest} and ${highest}`,
          logicalId: rule.logicalId,
        };
      }
    }
  },
});
