import dependOnListener, { unawaitedListeners } from '../convert/depend-on-listener';
import { defineRule } from './rule';

export default defineRule({
  id: 'missing-listener-dependency',
  severity: 'warning',
  summary: 'A target group registers an ALB without waiting for the listener of the ALB',
  why: 'The registration fails when the ALB has no listener on that port yet, and CloudFormation makes both at the same time',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [dependOnListener],
  bad: [
    `
Resources:
  [|AlbGroup|]("AlbGroup" registers "Alb" and may be made before its listener: add DependsOn "AlbListener"):
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],
  good: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: AlbListener
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
    // A reference makes CloudFormation wait, too.
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: 80
      VpcId: vpc-1
      Targets: [{ Id: !Ref Alb }]
      Tags: [{ Key: listener, Value: !Ref AlbListener }]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const { group, balancer, listener } of unawaitedListeners(topology)) {
      yield {
        at: group.at,
        message: `"${group.logicalId}" registers "${balancer.logicalId}" and may be made before its listener: add DependsOn "${listener.logicalId}"`,
        logicalId: group.logicalId,
        related: [{ at: listener.at, message: 'The listener it needs' }],
      };
    }
  },
});
