import enableAlbHealthCheck, { disabledHealthChecks } from '../convert/enable-alb-health-check';
import { defineRule } from './rule';

export default defineRule({
  id: 'disabled-alb-health-check',
  severity: 'error',
  summary: 'A target group of type alb without a health check',
  why: 'The health check of an ALB cannot be turned off, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [enableAlbHealthCheck],
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
      HealthCheckEnabled: [|false|](The health check of "AlbGroup" cannot be turned off, because it registers an ALB: remove this line)
`,
  ],
  good: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, HealthCheckEnabled: true }
`,
  ],

  *check({ topology }) {
    for (const { group, outcome } of disabledHealthChecks(topology)) {
      yield {
        at: outcome.value.at,
        message: `The health check of "${group.logicalId}" cannot be turned off, because it registers an ALB: remove this line`,
        logicalId: group.logicalId,
      };
    }
  },
});
