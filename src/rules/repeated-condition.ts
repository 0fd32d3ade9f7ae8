import { knownConditions } from '../topology/query/known-conditions';
import { defineRule } from './rule';

/** Fields that a rule takes once. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
const single = ['host-header', 'http-request-method', 'path-pattern', 'source-ip'];

export default defineRule({
  id: 'repeated-condition',
  severity: 'error',
  summary: 'A rule with two conditions on the host, the method, the path or the address',
  why: 'A rule takes each of these conditions once, so the deployment fails; the values of one condition are joined by "or"',
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
        - { Field: path-pattern, Values: [/orders/*] }
        - [|{ Field: path-pattern, Values: [/invoices/*] }|]("Orders" has a second path-pattern condition, but a rule takes one: put all values into one condition)
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
      Conditions:
        - { Field: path-pattern, Values: [/orders/*, /invoices/*] }
        - { Field: http-header, HttpHeaderConfig: { HttpHeaderName: X-A, Values: [a] } }
        - { Field: http-header, HttpHeaderConfig: { HttpHeaderName: X-B, Values: [b] } }
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const rule of topology.ofKind('rule')) {
      const conditions = knownConditions(topology, rule);
      for (const [index, { field, source, when }] of conditions.entries()) {
        if (field === undefined || !single.includes(field)) continue;
        const first = conditions
          .slice(0, index)
          .find((other) => other.field === field && topology.both(other.when, when));
        if (!first) continue;
        yield {
          at: source.at,
          message: `"${rule.logicalId}" has a second ${field} condition, but a rule takes one: put all values into one condition`,
          logicalId: rule.logicalId,
          related: [{ at: first.source.at, message: 'The first one' }],
        };
      }
    }
  },
});
