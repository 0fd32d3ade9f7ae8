import type { Span } from '../text/index';
import { numberOf, type Assumptions, type Listener } from '../topology/index';
import { knownIdentity } from '../topology/query/identity';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'duplicate-listener-port',
  severity: 'error',
  summary: 'Two listeners of one load balancer at one port',
  why: 'A load balancer has one listener for a port, so the deployment fails with DuplicateListener',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',
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
  Admin:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: [|80|](The listener "Admin" uses port 80, which "Web" has already on the same load balancer: use another port)
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,
  ],
  good: [
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Other:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Admin:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Elsewhere:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Other
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,
  ],

  *check({ topology }) {
    const taken = new Map<string, { listener: Listener; at: Span; when: Assumptions }[]>();
    for (const listener of topology.ofKind('listener')) {
      for (const owner of outcomesUnder(topology, listener.loadBalancer, topology.whenPresent(listener))) {
        const balancer = knownIdentity(owner.value);
        if (balancer === undefined) continue;
        for (const { value, when } of outcomesUnder(topology, listener.port, owner.when)) {
          const port = numberOf(value);
          if (port === undefined) continue;
          const key = `${listener.uri} ${balancer} ${port}`;
          const others = taken.get(key) ?? [];
          taken.set(key, [...others, { listener, at: value.at, when }]);
          const first = others.find((other) => other.listener !== listener && topology.both(other.when, when));
          if (!first) continue;
          yield {
            at: value.at,
            message: `The listener "${listener.logicalId}" uses port ${port}, which "${first.listener.logicalId}" has already on the same load balancer: use another port${conditionText(topology.both(first.when, when) ?? [])}`,
            logicalId: listener.logicalId,
            related: [{ at: first.at, message: 'The port is taken here' }],
          };
        }
      }
    }
  },
});
