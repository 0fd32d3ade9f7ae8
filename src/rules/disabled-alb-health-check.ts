import { stringOf } from '../topology/index';
import { albGroups } from '../topology/query/alb-groups';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';

export default defineRule({
  id: 'disabled-alb-health-check',
  severity: 'error',
  summary: 'A target group of type alb without a health check',
  why: 'The health check of an ALB cannot be turned off, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [],
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
    for (const { group, when } of albGroups(topology)) {
      for (const { value } of outcomesUnder(topology, group.healthCheck.enabled, when)) {
        if (stringOf(value)?.toLowerCase() !== 'false') continue;
        yield {
          at: value.at,
          message: `The health check of "${group.logicalId}" cannot be turned off, because it registers an ALB: remove this line`,
          logicalId: group.logicalId,
        };
      }
    }
  },
});
