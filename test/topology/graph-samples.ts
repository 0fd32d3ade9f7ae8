import { parse } from '../../src/template/index';
import { buildTopology, type Topology } from '../../src/topology/index';

/** A REST API over a V1 link, an NLB and an ALB, down to an ECS service and an address. */
export const bridgeYaml = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Name: shop }
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, StageName: prod, DeploymentId: !Ref Release }
  Release:
    Type: AWS::ApiGateway::Deployment
    Properties: { RestApiId: !Ref Api }
  Orders:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders }
  Order:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: '{id}' }
  GetOrder:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Order
      HttpMethod: GET
      RequestParameters: { method.request.path.id: true }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        Uri: !Sub http://\${Nlb.DNSName}:8081/orders/{id}
        RequestParameters: { integration.request.path.id: method.request.path.id }
  Health:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      Integration: { Type: MOCK }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: link, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal }
  NlbOther:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 9000, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Addresses }] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 8081, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref ToAlb }] }
  ToAlb:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, Targets: [{ Id: !Ref Alb, Port: 80 }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: application, Scheme: internal, SecurityGroups: [!Ref AlbGroup] }
  AlbGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupDescription: alb, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Late:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref AlbListener
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: ['/*'] }]
      Actions: [{ Type: forward, TargetGroupArn: !Ref Addresses }]
  Early:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref AlbListener
      Priority: 10
      Conditions: [{ Field: path-pattern, PathPatternConfig: { Values: ['/orders/*'] } }]
      Actions: [{ Type: forward, TargetGroupArn: !Ref Services }]
  Services:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: HTTP, Port: 8080 }
  Addresses:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: HTTP, Port: 8080, Targets: [{ Id: 10.0.0.1 }] }
  Service:
    Type: AWS::ECS::Service
    Properties: { LoadBalancers: [{ TargetGroupArn: !Ref Services, ContainerName: app, ContainerPort: 8080 }] }
`;

/** An OpenAPI body over a V2 link to an ALB of another stack, in JSON. */
export const directJson = JSON.stringify(
  {
    Parameters: { AlbArn: { Type: 'String' } },
    Resources: {
      Api: {
        Type: 'AWS::Serverless::Api',
        Properties: {
          StageName: 'v1',
          DefinitionBody: {
            openapi: '3.0.1',
            paths: {
              '/orders': {
                get: {
                  'x-amazon-apigateway-integration': {
                    type: 'http_proxy',
                    httpMethod: 'GET',
                    connectionType: 'VPC_LINK',
                    connectionId: { Ref: 'Link' },
                    integrationTarget: { Ref: 'AlbArn' },
                    uri: 'http://orders.internal/orders',
                  },
                },
              },
            },
          },
        },
      },
      Link: {
        Type: 'AWS::ApiGatewayV2::VpcLink',
        Properties: {
          Name: 'link',
          SubnetIds: ['subnet-1'],
          SecurityGroupIds: [{ 'Fn::ImportValue': 'net-LinkGroup' }],
        },
      },
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'AlbArn' },
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Functions' } }],
        },
      },
      Functions: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: { TargetType: 'lambda', Targets: [{ Id: { 'Fn::GetAtt': ['Handler', 'Arn'] } }] },
      },
      Handler: { Type: 'AWS::Lambda::Function', Properties: {} },
    },
  },
  undefined,
  2,
);

/** The topology of texts, named `a.yaml`, `b.yaml` … or `.json` where they start with a brace. */
export function topologyOf(...texts: readonly string[]): Topology {
  return buildTopology(
    texts.map((text, index) =>
      parse(`/${String.fromCharCode(97 + index)}.${text.startsWith('{') ? 'json' : 'yaml'}`, text),
    ),
  );
}
