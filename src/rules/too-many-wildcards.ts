import { countWildcards } from '../topology/alb-pattern';
import { knownConditions } from '../topology/query/known-conditions';
import { propertyKey } from '../topology/query/property-key';
import { defineRule } from './rule';

/** The quota; the page on conditions says five. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const most = 6;

export default defineRule({
  id: 'too-many-wildcards',
  severity: 'error',
  summary: 'A rule with more than six wildcards',
  why: 'The wildcards of all conditions of a rule count together, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !ImportValue web-listener
      Priority: 10
      [|Conditions|]("Orders" has 7 wildcards, but a rule takes at most 6: share them among several rules):
        - { Field: path-pattern, Values: ['/a*', '/b*', '/c*', '/d/*/e/*'] }
        - { Field: host-header, HostHeaderConfig: { Values: ['*.example.*'] } }
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
      Conditions: [{ Field: path-pattern, Values: ['/a*', '/b*', '/c*', '/d*', '/e*'] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const rule of topology.ofKind('rule')) {
      const texts = knownConditions(topology, rule)
        .filter(({ when }) => when.length === 0)
        .flatMap(({ values, pairs }) => [
          ...values.certain,
          ...pairs.flatMap(({ key, value }) => [key ?? '', value ?? '']),
        ]);
      const count = texts.reduce((sum, text) => sum + countWildcards(text), 0);
      if (count <= most) continue;
      yield {
        at: propertyKey(rule, 'Conditions'),
        message: `"${rule.logicalId}" has ${count} wildcards, but a rule takes at most ${most}: share them among several rules`,
        logicalId: rule.logicalId,
      };
    }
  },
});
