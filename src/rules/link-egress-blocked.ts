import addSecurityGroupRule from '../convert/add-security-group-rule';
import { blockedConnections } from '../convert/find/blocked-connections';
import { defineRule } from './rule';
import { blockedFinding } from './shared/blocked-finding';

export default defineRule({
  id: 'link-egress-blocked',
  severity: 'warning',
  summary: 'The security group of a VPC link does not let traffic out to the load balancer',
  why: 'A group that lists its outbound rules lets nothing else out, so requests end in 500',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html',
  fixes: [addSecurityGroupRule],
  bad: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com:8080/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  [|Link|](No rule of "LinkGroup" lets "Link" out to "Alb" at port 8080, where "Get" goes: add an outbound TCP rule for that port):
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1], SecurityGroupIds: [!Ref LinkGroup] }
  LinkGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: link
      VpcId: vpc-1
      SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, DestinationSecurityGroupId: !Ref AlbGroup }]
  AlbGroup: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: alb, VpcId: vpc-1 } }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
`,
  ],
  good: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com:8080/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1], SecurityGroupIds: [!Ref LinkGroup] }
  LinkGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: link
      VpcId: vpc-1
      SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/8 }]
  ToAlb:
    Type: AWS::EC2::SecurityGroupEgress
    Properties:
      GroupId: !GetAtt LinkGroup.GroupId
      IpProtocol: tcp
      FromPort: 8080
      ToPort: 8080
      DestinationSecurityGroupId: !GetAtt AlbGroup.GroupId
  AlbGroup: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: alb, VpcId: vpc-1 } }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
`,
  ],

  *check({ topology }) {
    for (const connection of blockedConnections(topology)) {
      const { direction, method } = connection;
      if (direction === 'egress' && method)
        yield blockedFinding(connection, { add: 'an outbound TCP rule for that port', otherEnd: 'The load balancer' });
    }
  },
});
