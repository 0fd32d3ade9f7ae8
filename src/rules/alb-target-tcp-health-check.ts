import checkAlbOverHttp, { otherHealthChecks } from '../convert/check-alb-over-http';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'alb-target-tcp-health-check',
  severity: 'error',
  summary: 'A target group of type alb with a health check that is not HTTP',
  why: 'An ALB is checked over HTTP or HTTPS only, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [checkAlbOverHttp],
  bad: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: 80
      VpcId: vpc-1
      HealthCheckProtocol: [|TCP|](The health check of "AlbGroup" uses TCP, but an ALB is checked over HTTP or HTTPS only)
`,
  ],
  good: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, HealthCheckProtocol: HTTP }
  Tasks:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 80, VpcId: vpc-1, HealthCheckProtocol: TCP }
`,
  ],

  *check({ topology }) {
    for (const { group, protocol, outcome } of otherHealthChecks(topology)) {
      yield {
        at: outcome.value.at,
        message: `The health check of "${group.logicalId}" uses ${protocol}, but an ALB is checked over HTTP or HTTPS only${conditionText(outcome.when, topology.whenPresent(group))}`,
        logicalId: group.logicalId,
      };
    }
  },
});
