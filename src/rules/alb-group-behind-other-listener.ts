import { protocolOf } from '../topology/index';
import { albGroups } from '../topology/query/alb-groups';
import { groupUsers } from '../topology/query/group-users';
import { defineRule } from './rule';

export default defineRule({
  id: 'alb-group-behind-other-listener',
  severity: 'error',
  summary: 'An NLB listener that is not TCP forwards to a target group of type alb',
  why: 'Only TCP listeners may forward to such a group, so the deployment fails; TLS goes through TCP untouched and ends at the ALB',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [],
  bad: [
    `
Resources:
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 443
      Protocol: [|TLS|]("NlbListener" uses TLS, but only a TCP listener may forward to "AlbGroup", which registers an ALB: use TCP)
      Certificates: [{ CertificateArn: !ImportValue certificate }]
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 443, VpcId: vpc-1, Targets: [{ Id: !ImportValue alb }] }
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
      Port: 443
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 443, VpcId: vpc-1, Targets: [{ Id: !ImportValue alb }] }
`,
  ],

  *check({ topology }) {
    for (const { group, listener, when } of groupUsers(topology)) {
      const albGroup = albGroups(topology).find((candidate) => candidate.group === group);
      const protocol = protocolOf(topology, listener);
      if (!albGroup || !topology.both(when, albGroup.when)) continue;
      // HTTP and HTTPS are those of an ALB, the matter of `alb-group-behind-alb`.
      if (protocol === undefined || ['TCP', 'HTTP', 'HTTPS'].includes(protocol)) continue;
      yield {
        at: listener.protocol?.at ?? listener.at,
        message: `"${listener.logicalId}" uses ${protocol}, but only a TCP listener may forward to "${group.logicalId}", which registers an ALB: use TCP`,
        logicalId: listener.logicalId,
      };
    }
  },
});
