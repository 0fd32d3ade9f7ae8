/** The bridge in its smallest form, shown by `explain` for every step of its conversion and run as a test. */
export const before = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Vpc: { Type: "AWS::EC2::VPC::Id" }
  Subnets: { Type: "List<AWS::EC2::Subnet::Id>" }
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Name: orders }
  Orders:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        Uri: !Sub http://\${Nlb.DNSName}/orders
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: Orders
    Properties:
      RestApiId: !Ref Api
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      StageName: prod
      DeploymentId: !Ref Deployment
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: orders
      TargetArns: [!Ref Nlb]
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: !Ref Subnets }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref ToAlb }]
  ToAlb:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: AlbListener
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: 8080
      VpcId: !Ref Vpc
      Targets: [{ Id: !Ref Alb }]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internal
      Subnets: !Ref Subnets
      SecurityGroups: [!GetAtt AlbGroup.GroupId]
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: ALB, VpcId: !Ref Vpc }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Service }]
  Service:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: HTTP, Port: 8080, VpcId: !Ref Vpc }
`;

/** The same template after all steps. */
export const after = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Vpc: { Type: "AWS::EC2::VPC::Id" }
  Subnets: { Type: "List<AWS::EC2::Subnet::Id>" }
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Name: orders }
  Orders:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref LinkV2
        IntegrationTarget: !Ref Alb
        Uri: !Sub http://\${Alb.DNSName}:8080/orders
  DeploymentV2:
    Type: AWS::ApiGateway::Deployment
    DependsOn: Orders
    Properties:
      RestApiId: !Ref Api
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      StageName: prod
      DeploymentId: !Ref DeploymentV2
  LinkV2:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      SubnetIds: !Ref Subnets
      SecurityGroupIds:
        - !GetAtt LinkV2SecurityGroup.GroupId
  LinkV2SecurityGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: VPC link V2 of API Gateway to Alb
      VpcId: !Ref Vpc
      SecurityGroupEgress:
        - IpProtocol: tcp
          FromPort: 8080
          ToPort: 8080
          DestinationSecurityGroupId: !GetAtt AlbGroup.GroupId
  LinkV2Ingress:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: !GetAtt AlbGroup.GroupId
      Description: API Gateway over the VPC link V2
      IpProtocol: tcp
      FromPort: 8080
      ToPort: 8080
      SourceSecurityGroupId: !GetAtt LinkV2SecurityGroup.GroupId
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internal
      Subnets: !Ref Subnets
      SecurityGroups: [!GetAtt AlbGroup.GroupId]
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: ALB, VpcId: !Ref Vpc }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Service }]
  Service:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: HTTP, Port: 8080, VpcId: !Ref Vpc }
`;

/** The same template after all steps but the removal: phase one of two. */
export const kept = after
  .replace('  LinkV2:\n', `${from('Link', 'Nlb')}  LinkV2:\n`)
  .replace('  Alb:\n', `${from('Nlb', 'Alb')}  Alb:\n`);

function from(first: string, next: string): string {
  return before.slice(before.indexOf(`  ${first}:\n`), before.indexOf(`  ${next}:\n`));
}
