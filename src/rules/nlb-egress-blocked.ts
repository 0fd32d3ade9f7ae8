import addSecurityGroupRule from '../convert/add-security-group-rule';
import { blockedConnections } from '../convert/find/blocked-connections';
import { defineRule } from './rule';
import { blockedFinding } from './shared/blocked-finding';

export default defineRule({
  id: 'nlb-egress-blocked',
  severity: 'warning',
  summary: 'The security group of an NLB does not let traffic out to its ALB',
  why: 'A group that lists its outbound rules lets nothing else out: the NLB finds the ALB unhealthy, and requests end in 500',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
  fixes: [addSecurityGroupRule],
  bad: [
    `
Resources:
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  [|Nlb|](No rule of "NlbGroup" lets "Nlb" out to "Alb" at port 8080: add an outbound TCP rule for the security group of the ALB):
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1], SecurityGroups: [!Ref NlbGroup] }
  NlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: nlb
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }]
      SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16 }]
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 80, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref ToAlb }] }
  ToAlb:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: Web
    Properties: { TargetType: alb, Protocol: TCP, Port: 8080, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: alb
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref NlbGroup }]
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Alb, Port: 8080, Protocol: HTTP, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }] }
`,
  ],
  good: [
    `
Resources:
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1], SecurityGroups: [!Ref NlbGroup] }
  NlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: nlb
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }]
      SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, CidrIp: 10.0.0.0/16 }]
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 80, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref ToAlb }] }
  ToAlb:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: Web
    Properties: { TargetType: alb, Protocol: TCP, Port: 8080, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: alb
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref NlbGroup }]
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Alb, Port: 8080, Protocol: HTTP, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }] }
`,
  ],

  *check({ topology }) {
    for (const connection of blockedConnections(topology)) {
      const { direction, from, to } = connection;
      if (direction === 'egress' && from.kind === 'load-balancer' && to.kind === 'load-balancer')
        yield blockedFinding(connection, {
          add: 'an outbound TCP rule for the security group of the ALB',
          otherEnd: 'The ALB',
        });
    }
  },
});
