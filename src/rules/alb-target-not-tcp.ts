import useTcpToAlb, { notTcp } from '../convert/use-tcp-to-alb';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'alb-target-not-tcp',
  severity: 'error',
  summary: 'A target group of type alb whose protocol is not TCP',
  why: 'A group that registers an ALB takes TCP only, whatever the ALB speaks, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [useTcpToAlb],
  bad: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: [|HTTP|](The target group "AlbGroup" is of type alb and must use TCP, not HTTP)
      Port: 80
      VpcId: vpc-1
`,
  ],
  good: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1 }
  Tasks:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: HTTP, Port: 80, VpcId: vpc-1 }
`,
  ],

  *check({ topology }) {
    for (const { group, protocol, outcome } of notTcp(topology)) {
      yield {
        at: outcome.value.at,
        message: `The target group "${group.logicalId}" is of type alb and must use TCP, not ${protocol}${conditionText(outcome.when, topology.whenPresent(group))}`,
        logicalId: group.logicalId,
      };
    }
  },
});
