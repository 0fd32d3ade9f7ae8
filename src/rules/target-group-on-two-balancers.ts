import { keyOf, type TargetGroup } from '../topology/index';
import { balancersOf } from '../topology/query/balancers-of';
import { groupUsers } from '../topology/query/group-users';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';

export default defineRule({
  id: 'target-group-on-two-balancers',
  severity: 'error',
  summary: 'Two load balancers forward to one target group',
  why: 'A target group belongs to one load balancer, so the deployment fails with TargetGroupAssociationLimit',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',
  fixes: [],
  bad: [
    `
Resources:
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  Other:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  First:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }]
  Second:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Other
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: [|!Ref Group|]("Second" of "Other" forwards to "Group", which belongs to "Nlb" already: make a group for each load balancer) }]
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 80, VpcId: vpc-1 }
`,
  ],
  good: [
    `
Resources:
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  First:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }]
  Second:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 81
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }]
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 80, VpcId: vpc-1 }
`,
  ],

  *check({ topology }) {
    const uses = groupUsers(topology).flatMap((user) =>
      balancersOf(topology, user.listener, user.when).map(({ balancer, when }) => ({ ...user, balancer, when })),
    );
    const byGroup = new Map<TargetGroup, typeof uses>();
    for (const use of uses) {
      const others = byGroup.get(use.group) ?? [];
      byGroup.set(use.group, [...others, use]);
      const first = others.find(
        (other) => keyOf(other.balancer) !== keyOf(use.balancer) && topology.both(other.when, use.when),
      );
      if (!first) continue;
      yield {
        at: use.at,
        message: `"${use.owner.logicalId}" of "${use.balancer.logicalId}" forwards to "${use.group.logicalId}", which belongs to "${first.balancer.logicalId}" already: make a group for each load balancer${conditionText(topology.both(first.when, use.when) ?? [])}`,
        logicalId: use.owner.logicalId,
        related: [{ at: first.at, message: 'The first load balancer uses it here' }],
      };
    }
  },
});
