import { describe } from '../topology/index';
import { isNoAlb } from '../topology/no-alb';
import { albGroups, albTargets } from '../topology/query/alb-groups';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'alb-target-not-alb',
  severity: 'error',
  summary: 'A target group of type alb that registers something else',
  why: 'The Id of such a target is the ARN of an ALB, so the deployment fails',
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
      Targets: [{ Id: [|!GetAtt Alb.DNSName|]("AlbGroup" is of type alb but registers "Alb.DNSName": use the ARN of an ALB) }]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],
  good: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !ImportValue alb }] }
`,
  ],

  *check({ topology }) {
    for (const albGroup of albGroups(topology)) {
      const { group } = albGroup;
      const seen = new Set<unknown>();
      for (const { id, when } of albTargets(topology, albGroup)) {
        if (!isNoAlb(topology, id) || seen.has(id.at)) continue;
        seen.add(id.at);
        yield {
          at: id.at,
          message: `"${group.logicalId}" is of type alb but registers ${describe(id)}: use the ARN of an ALB${conditionText(when, topology.whenPresent(group))}`,
          logicalId: group.logicalId,
        };
      }
    }
  },
});
