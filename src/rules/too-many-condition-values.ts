import type { List, ListenerRule } from '../topology/index';
import { propertyKey } from '../topology/query/property-key';
import { defineRule } from './rule';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const most = 5;

export default defineRule({
  id: 'too-many-condition-values',
  severity: 'error',
  summary: 'A rule with more than five condition values',
  why: 'The values of all conditions of a rule count together and five is the limit, so the deployment fails',
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
      [|Conditions|]("Orders" has 6 condition values, but a rule takes at most 5: share them among several rules):
        - { Field: path-pattern, Values: [/a, /b, /c, /d] }
        - { Field: host-header, HostHeaderConfig: { Values: [a.example.com, b.example.com] } }
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
      Conditions: [{ Field: path-pattern, Values: [/a, /b, /c, /d, /e] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const rule of topology.ofKind('rule')) {
      const count = countValues(rule);
      if (count <= most) continue;
      yield {
        at: propertyKey(rule, 'Conditions'),
        message: `"${rule.logicalId}" has ${count} condition values, but a rule takes at most ${most}: share them among several rules`,
        logicalId: rule.logicalId,
      };
    }
  },
});

/** Values that are there whatever holds; items under `Fn::If` are left out. */
function countValues({ conditions }: ListenerRule): number {
  const certain = (list: List<unknown> | undefined) => (list?.items ?? []).filter(({ when }) => when.length === 0);
  return (conditions?.items ?? [])
    .filter(({ when }) => when.length === 0)
    .reduce((sum, { value }) => sum + [value.values, value.regexValues, value.queryStrings].flatMap(certain).length, 0);
}
