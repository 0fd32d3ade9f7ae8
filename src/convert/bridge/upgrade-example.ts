/** A V1 link in front of an NLB with targets of its own. */
export const before = `Resources:
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
    Properties: { RestApiId: !Ref Api, StageName: prod, DeploymentId: !Ref Deployment }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: orders
      TargetArns: [!Ref Nlb]
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1, subnet-2] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tasks }]
  Tasks:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 8080, VpcId: vpc-1 }
`;

const oldLink = `  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties:
      Name: orders
      TargetArns: [!Ref Nlb]
`;

const newParts = `  LinkV2:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      SubnetIds:
        - subnet-1
        - subnet-2
      SecurityGroupIds:
        - !GetAtt LinkV2SecurityGroup.GroupId
  LinkV2SecurityGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: VPC link V2 of API Gateway to Nlb
      VpcId: vpc-1
`;

/** The same with a V2 link to the same NLB. */
export const after = before
  .replace(oldLink, newParts)
  .replace('ConnectionId: !Ref Link\n', 'ConnectionId: !Ref LinkV2\n        IntegrationTarget: !Ref Nlb\n')
  .replace('  Deployment:\n', '  DeploymentV2:\n')
  .replace('!Ref Deployment }', '!Ref DeploymentV2 }');
