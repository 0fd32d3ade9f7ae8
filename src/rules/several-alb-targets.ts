import { albGroups } from '../topology/query/alb-groups';
import { defineRule } from './rule';

export default defineRule({
  id: 'several-alb-targets',
  severity: 'error',
  summary: 'A target group of type alb with several targets',
  why: 'Such a group takes exactly one ALB, so the deployment fails; each ALB needs a group of its own',
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
      Targets:
        - Id: !Ref Blue
        - [|Id: !Ref Green|]("AlbGroup" registers a second target, but a group of type alb takes one ALB: make a group for each)
  Blue:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Green:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],
  good: [
    `
Conditions:
  UseGreen: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: 80
      VpcId: vpc-1
      Targets: !If [UseGreen, [{ Id: !Ref Green }], [{ Id: !Ref Blue }]]
  Blue:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Green:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    for (const { group, when } of albGroups(topology)) {
      const targets = (group.targets?.items ?? []).filter((item) => topology.both(when, item.when));
      const second = targets.find((target, index) =>
        targets.slice(0, index).some((first) => {
          const together = topology.both(first.when, target.when);
          return together && topology.both(together, when);
        }),
      );
      if (!second) continue;
      yield {
        at: second.value.at,
        message: `"${group.logicalId}" registers a second target, but a group of type alb takes one ALB: make a group for each`,
        logicalId: group.logicalId,
      };
    }
  },
});
