import { albGroups } from '../topology/query/alb-groups';
import { balancersOf } from '../topology/query/balancers-of';
import { groupUsers } from '../topology/query/group-users';
import { defineRule } from './rule';

export default defineRule({
  id: 'alb-group-behind-alb',
  severity: 'error',
  summary: 'An ALB forwards to a target group of type alb',
  why: 'Only an NLB takes groups that register an ALB, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [],
  bad: [
    `
Resources:
  Front:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Front
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: forward, TargetGroupArn: [|!Ref AlbGroup|]("Web" of the ALB "Front" forwards to "AlbGroup", which registers an ALB: only an NLB can do that) }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !ImportValue alb }] }
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
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !ImportValue alb }] }
`,
  ],

  *check({ topology }) {
    for (const { group, owner, listener, at, when } of groupUsers(topology)) {
      const albGroup = albGroups(topology).find((candidate) => candidate.group === group);
      if (!albGroup || !topology.both(when, albGroup.when)) continue;
      const front = balancersOf(topology, listener, when).find(({ type }) => type === 'application');
      if (!front) continue;
      yield {
        at,
        message: `"${owner.logicalId}" of the ALB "${front.balancer.logicalId}" forwards to "${group.logicalId}", which registers an ALB: only an NLB can do that`,
        logicalId: owner.logicalId,
      };
    }
  },
});
