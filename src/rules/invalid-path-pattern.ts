import { stringOf } from '../topology/index';
import { invalidCharacter } from '../topology/query/dead-conditions';
import { defineRule } from './rule';

export default defineRule({
  id: 'invalid-path-pattern',
  severity: 'error',
  summary: 'A path pattern with a character that ELB does not take',
  why: 'A path pattern may hold letters, digits, _-.$/~"\'@:+& and the wildcards * and ? only; {id} and {proxy+} belong to API Gateway, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      Conditions:
        - Field: path-pattern
          Values: [[|'/orders/{id}'|](The path pattern "/orders/{id}" of "Orders" holds {, which ELB does not take: use * for any characters)]
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
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: ['/orders/*/lines:sum', '/~user/a+b&c'] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const rule of topology.ofKind('rule')) {
      for (const { value: condition } of rule.conditions?.items ?? []) {
        if (condition.field?.kind !== 'literal' || condition.field.value !== 'path-pattern') continue;
        for (const { value } of topology.resolveList(condition.values).items) {
          const pattern = stringOf(value) ?? '';
          const character = invalidCharacter(pattern);
          if (!character) continue;
          const shown = character === ' ' ? 'a space' : character;
          yield {
            at: value.at,
            message: `The path pattern "${pattern}" of "${rule.logicalId}" holds ${shown}, which ELB does not take: use * for any characters`,
            logicalId: rule.logicalId,
          };
        }
      }
    }
  },
});
