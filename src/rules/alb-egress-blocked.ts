import addSecurityGroupRule from '../convert/add-security-group-rule';
import { blockedConnections } from '../convert/find/blocked-connections';
import { defineRule } from './rule';
import { blockedFinding } from './shared/blocked-finding';

export default defineRule({
  id: 'alb-egress-blocked',
  severity: 'warning',
  summary: 'The security group of a load balancer does not let traffic out to its ECS service',
  why: 'A group that lists its outbound rules lets nothing else out: health checks fail, and requests end in 503 or 504',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
  fixes: [addSecurityGroupRule],
  bad: [
    `
Resources:
  [|Alb|](No rule of "AlbGroup" lets "Alb" out to "Service" at port 3000: add an outbound TCP rule for the security group of the service):
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: alb
      VpcId: vpc-1
      SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16 }]
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tasks }]
  Tasks: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: ip, Protocol: HTTP, Port: 80, VpcId: vpc-1 } }
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: orders
      LoadBalancers: [{ ContainerName: orders, ContainerPort: 3000, TargetGroupArn: !Ref Tasks }]
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [subnet-1], SecurityGroups: [!Ref ServiceGroup] } }
  ServiceGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: service
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 3000, ToPort: 3000, CidrIp: 10.0.0.0/16 }]
`,
  ],
  good: [
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
  AlbGroup: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: alb, VpcId: vpc-1 } }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tasks }]
  Tasks: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: ip, Protocol: HTTP, Port: 80, VpcId: vpc-1 } }
  Service:
    Type: AWS::ECS::Service
    Properties:
      TaskDefinition: orders
      LoadBalancers: [{ ContainerName: orders, ContainerPort: 3000, TargetGroupArn: !Ref Tasks }]
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [subnet-1], SecurityGroups: [!ImportValue tasks-group] } }
`,
  ],

  *check({ topology }) {
    for (const connection of blockedConnections(topology)) {
      const { direction, to } = connection;
      if (direction === 'egress' && to.kind === 'ecs-service')
        yield blockedFinding(connection, {
          add: 'an outbound TCP rule for the security group of the service',
          otherEnd: 'The service',
        });
    }
  },
});
