import { knownConditions } from '../topology/query/known-conditions';
import { defineRule } from './rule';

export default defineRule({
  id: 'host-as-http-header',
  severity: 'error',
  summary: 'An http-header condition on Host',
  why: 'The host has a condition of its own, host-header, and http-header does not take it, so the deployment fails',
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
        - [|{ Field: http-header, HttpHeaderConfig: { HttpHeaderName: Host, Values: [a.example.com] } }|]("Orders" asks for the host with http-header: use a host-header condition)
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
      Conditions: [{ Field: host-header, HostHeaderConfig: { Values: [a.example.com] } }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const rule of topology.ofKind('rule')) {
      for (const { field, header, source } of knownConditions(topology, rule)) {
        if (field !== 'http-header' || header !== 'host') continue;
        yield {
          at: source.at,
          message: `"${rule.logicalId}" asks for the host with http-header: use a host-header condition`,
          logicalId: rule.logicalId,
        };
      }
    }
  },
});
