import { stringOf } from '../topology/index';
import { albGroups } from '../topology/query/alb-groups';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'alb-target-tcp-health-check',
  severity: 'error',
  summary: 'A target group of type alb with a health check that is not HTTP',
  why: 'An ALB is checked over HTTP or HTTPS only, so the deployment fails',
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
    for (const { group, when: present } of albGroups(topology)) {
      for (const { value, when } of outcomesUnder(topology, group.healthCheck.protocol, present)) {
        const protocol = stringOf(value);
        if (protocol === undefined || protocol === 'HTTP' || protocol === 'HTTPS') continue;
        yield {
          at: value.at,
          message: `The health check of "${group.logicalId}" uses ${protocol}, but an ALB is checked over HTTP or HTTPS only${conditionText(when, topology.whenPresent(group))}`,
          logicalId: group.logicalId,
        };
      }
    }
  },
});
