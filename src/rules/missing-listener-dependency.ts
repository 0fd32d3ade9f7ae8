import { albGroups, albTargets } from '../topology/query/alb-groups';
import { dependsOn } from '../topology/query/dependencies';
import { listenerPorts } from '../topology/query/listener-ports';
import { defineRule } from './rule';

export default defineRule({
  id: 'missing-listener-dependency',
  severity: 'warning',
  summary: 'A target group registers an ALB without waiting for the listener of the ALB',
  why: 'The registration fails when the ALB has no listener on that port yet, and CloudFormation makes both at the same time',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [],
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
    for (const albGroup of albGroups(topology)) {
      const { group } = albGroup;
      for (const { balancer, portNumber, when } of albTargets(topology, albGroup)) {
        if (!balancer || balancer.uri !== group.uri) continue;
        const ports = listenerPorts(topology, balancer, when)?.filter(({ port }) => port === portNumber) ?? [];
        const [first] = ports;
        if (!first || ports.some(({ listener }) => dependsOn(topology, group, listener))) continue;
        yield {
          at: group.at,
          message: `"${group.logicalId}" registers "${balancer.logicalId}" and may be made before its listener: add DependsOn "${first.listener.logicalId}"`,
          logicalId: group.logicalId,
          related: [{ at: first.listener.at, message: 'The listener it needs' }],
        };
        break;
      }
    }
  },
});
