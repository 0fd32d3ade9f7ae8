import { blocks } from '../topology/query/admits';
import { serviceConnections } from '../topology/query/service-connections';
import { defineRule } from './rule';
import { quoted } from './shared/words';

export default defineRule({
  id: 'target-ingress-blocked',
  severity: 'warning',
  summary: 'The security group of an ECS service does not let its load balancer in',
  why: 'What no inbound rule admits is dropped: health checks fail, and requests end in 503 or 504',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
  fixes: [],
  bad: [
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
  [|Service|](No rule of "ServiceGroup" lets "Alb" in to "Service" at port 3000: add an inbound TCP rule for the security group of the load balancer):
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
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !Ref AlbGroup }]
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
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [subnet-1], SecurityGroups: [!Ref ServiceGroup] } }
  ServiceGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: service
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 3000, ToPort: 3000, SourceSecurityGroupId: !Ref AlbGroup }]
`,
  ],

  *check({ topology }) {
    for (const { service, balancer, serviceGroups, balancerGroups, port, when } of serviceConnections(topology)) {
      if (!blocks(topology, 'ingress', serviceGroups, balancerGroups, port, when)) continue;
      yield {
        at: service.at,
        message: `No rule of ${quoted(serviceGroups.groups.map(({ logicalId }) => logicalId))} lets "${balancer.logicalId}" in to "${service.logicalId}" at port ${port}: add an inbound TCP rule for the security group of the load balancer`,
        logicalId: service.logicalId,
        related: [
          { at: balancer.at, message: 'The load balancer' },
          ...serviceGroups.groups.map((group) => ({ at: group.at, message: 'A security group of the service' })),
        ],
      };
    }
  },
});
