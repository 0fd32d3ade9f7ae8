import { impossible } from '../topology/query/dead-conditions';
import { knownConditions } from '../topology/query/known-conditions';
import { defineRule } from './rule';
import { quoted } from './shared/words';

export default defineRule({
  id: 'impossible-condition',
  severity: 'warning',
  summary: 'A condition that no request can fit',
  why: 'Paths begin with a slash, methods are in capitals, hosts have a dot and no slash; a condition that asks for anything else makes its rule dead',
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
        - [|{ Field: path-pattern, Values: [orders/*] }|](No path fits "orders/*" of "Orders": a path begins with a slash)
        - [|{ Field: http-request-method, HttpRequestMethodConfig: { Values: [get] } }|](No method fits "get" of "Orders": methods are compared in capitals)
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
        - { Field: path-pattern, Values: ['*.png', orders, /orders/*] }
        - { Field: http-request-method, HttpRequestMethodConfig: { Values: [GET, get] } }
        - { Field: host-header, Values: ['*.example.com'] }
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const rule of topology.ofKind('rule')) {
      for (const condition of knownConditions(topology, rule)) {
        const why = impossible(condition);
        if (!why) continue;
        yield {
          at: condition.source.at,
          message: `${why.kind} fits ${quoted(condition.values.possible)} of "${rule.logicalId}": ${why.because}`,
          logicalId: rule.logicalId,
        };
      }
    }
  },
});
