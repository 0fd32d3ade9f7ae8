import { stringOf } from '../topology/index';
import { balancersOf } from '../topology/query/balancers-of';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { listed } from './shared/words';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html */
const protocols: Readonly<Record<string, readonly string[]>> = {
  application: ['HTTP', 'HTTPS'],
  network: ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'],
};
const names: Readonly<Record<string, string>> = { application: 'ALB', network: 'NLB' };

export default defineRule({
  id: 'wrong-listener-protocol',
  severity: 'error',
  summary: 'A listener with a protocol that its load balancer does not have',
  why: 'An ALB listens to HTTP and HTTPS, an NLB to TCP, TLS, UDP and QUIC, so the deployment fails',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html',
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
      Protocol: [|TCP|](The listener "Web" uses TCP, but "Alb" is an ALB and takes HTTP and HTTPS)
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,
  ],
  good: [
    `
Resources:
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }]
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 80, VpcId: vpc-1 }
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
`,
  ],

  *check({ topology }) {
    for (const listener of topology.ofKind('listener')) {
      for (const { balancer, type, when } of balancersOf(topology, listener, topology.whenPresent(listener))) {
        const allowed = protocols[type ?? ''];
        if (!allowed) continue;
        for (const { value, when: then } of outcomesUnder(topology, listener.protocol, when)) {
          const protocol = stringOf(value);
          if (protocol === undefined || allowed.includes(protocol)) continue;
          yield {
            at: value.at,
            message: `The listener "${listener.logicalId}" uses ${protocol}, but "${balancer.logicalId}" is an ${names[type!]} and takes ${listed(allowed)}${conditionText(then, topology.whenPresent(listener))}`,
            logicalId: listener.logicalId,
          };
        }
      }
    }
  },
});
