import addSecurityGroupRule from '../convert/add-security-group-rule';
import { blockedConnections } from '../convert/find/blocked-connections';
import { defineRule } from './rule';
import { blockedFinding } from './shared/blocked-finding';

export default defineRule({
  id: 'link-ingress-blocked',
  severity: 'warning',
  summary: 'The security group of a load balancer does not let the VPC link in',
  why: 'The interfaces of a VPC link V2 reach the load balancer with their own addresses and security group; what no inbound rule admits is dropped, and requests end in 500',
  reference:
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html',
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
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1], SecurityGroupIds: [!Ref LinkGroup] }
  LinkGroup: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: link, VpcId: vpc-1 } }
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: alb
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref Other }]
  Other: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: other, VpcId: vpc-1 } }
  [|Alb|](No rule of "AlbGroup" lets "Link" in to "Alb" at port 8080, where "Get" goes: add an inbound TCP rule for the security group of the link):
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
  LinkGroup: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: link, VpcId: vpc-1 } }
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: alb
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 8000, ToPort: 9000, SourceSecurityGroupId: !GetAtt LinkGroup.GroupId }]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
`,
    // Addresses may be those of the link.
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
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: alb
      VpcId: vpc-1
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16 }]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2], SecurityGroups: [!Ref AlbGroup] }
`,
  ],

  *check({ topology }) {
    for (const connection of blockedConnections(topology)) {
      const { direction, method } = connection;
      if (direction === 'ingress' && method)
        yield blockedFinding(connection, {
          add: 'an inbound TCP rule for the security group of the link',
          otherEnd: 'The VPC link',
        });
    }
  },
});
