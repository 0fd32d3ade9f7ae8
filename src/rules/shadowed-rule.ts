import type { ListenerRule, Topology } from '../topology/index';
import { knownConditions, priorityOf } from '../topology/query/known-conditions';
import { rankedRules, takerAmong } from '../topology/query/shadows';
import { defineRule } from './rule';
import { requestFor } from './shared/request-for';

export default defineRule({
  id: 'shadowed-rule',
  severity: 'warning',
  summary: 'A rule that no request reaches, because an earlier one takes them all',
  why: 'Rules are tried by ascending priority and the first match wins, so the later rule is dead',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
  fixes: [],
  bad: [
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  [|Invoices|](No request reaches "Invoices": "Orders" at priority 10 takes them first, such as GET /orders/x/invoices; give "Invoices" a lower priority number):
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 20
      Conditions:
        - { Field: path-pattern, Values: ['/orders/*/invoices'] }
        - { Field: http-request-method, HttpRequestMethodConfig: { Values: [GET] } }
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
    // Nothing comes before 1.
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 1
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  [|Invoices|](No request reaches "Invoices": "Orders" at priority 1 takes them first, such as GET /orders/invoices; 1 is the lowest priority number, so give "Orders" one above 2):
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 2
      Conditions: [{ Field: path-pattern, Values: [/orders/invoices] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Users:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 1
      Conditions: [{ Field: path-pattern, Values: [/users/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 2
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  [|Invoices|](No request reaches "Invoices": "Orders" at priority 2 takes them first, such as GET /orders/invoices; no lower priority number is free, so let "Orders" and "Invoices" change places):
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 50000
      Conditions: [{ Field: path-pattern, Values: [/orders/invoices] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],
  good: [
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 10
      Conditions:
        - { Field: path-pattern, Values: [/orders/*] }
        - { Field: host-header, HostHeaderConfig: { Values: ['*.example.com'] } }
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  AllOrders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const listener of topology.ofKind('listener')) {
      const rules = rankedRules(topology, listener);
      for (const [index, rule] of rules.entries()) {
        const earlier = rules.slice(0, index);
        const taker = takerAmong(topology, earlier, rule);
        if (!taker) continue;
        const witness = witnessOf(topology, earlier, taker, rule);
        const example = witness ? `, such as ${witness}` : '';
        yield {
          at: rule.at,
          message: `No request reaches "${rule.logicalId}": "${taker.logicalId}" at priority ${priorityOf(topology, taker)} takes them first${example}; ${adviceFor(topology, rules, taker, rule)}`,
          logicalId: rule.logicalId,
          related: [{ at: taker.at, message: 'The rule that takes its requests' }],
          unnecessary: true,
        };
      }
    }
  },
});

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html */
const [lowest, highest] = [1, 50_000];

/** Priorities are unique, so that the rule can only move ahead where a number below that of the taker is free. */
function adviceFor(
  topology: Topology,
  rules: readonly ListenerRule[],
  taker: ListenerRule,
  rule: ListenerRule,
): string {
  const [above, own] = [priorityOf(topology, taker)!, priorityOf(topology, rule)!];
  const below = new Set(
    rules.map((one) => priorityOf(topology, one)!).filter((used) => used >= lowest && used < above),
  );
  if (below.size < above - lowest) return `give "${rule.logicalId}" a lower priority number`;
  const why = above === lowest ? `${lowest} is the lowest priority number` : 'no lower priority number is free';
  return own < highest
    ? `${why}, so give "${taker.logicalId}" one above ${own}`
    : `${why}, so let "${taker.logicalId}" and "${rule.logicalId}" change places`;
}

/** A request that fits the rule and ends at the taker. */
function witnessOf(
  topology: Topology,
  earlier: readonly ListenerRule[],
  taker: ListenerRule,
  rule: ListenerRule,
): string | undefined {
  return requestFor(
    knownConditions(topology, rule),
    knownConditions(topology, taker),
    earlier.slice(0, earlier.indexOf(taker)).map((other) => knownConditions(topology, other)),
  );
}
