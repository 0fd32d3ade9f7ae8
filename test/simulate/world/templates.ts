import { parse } from '../../../src/template/index';
import { buildTopology, type ChosenParameters, type Topology } from '../../../src/topology/index';

/** The topology of one template or of several, by file name. */
export function topologyOf(
  templates: string | Readonly<Record<string, string>>,
  parameters?: ChosenParameters,
): Topology {
  const files = typeof templates === 'string' ? { 'template.yaml': templates } : templates;
  return buildTopology(
    Object.entries(files).map(([uri, text]) => parse(uri, text)),
    parameters,
  );
}

/** REST API, V1 link, NLB 80, ALB 80 with one path rule, and an ECS service behind each group. */
export const bridge = `
Parameters:
  Stage: { Type: String, Default: prod }
  SubnetA: { Type: String }
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Name: shop }
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
      AuthorizationType: NONE
      RequestParameters: { method.request.path.id: true }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        Uri: !Sub http://\${Nlb.DNSName}/orders/{id}
        RequestParameters: { integration.request.path.id: method.request.path.id }
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: GetOrder
    Properties: { RestApiId: !Ref Api }
  ApiStage:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: !Ref Stage }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: link, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [!Ref SubnetA] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Port: 80, Protocol: TCP, VpcId: vpc-1, Targets: [{ Id: !Ref Alb, Port: 80 }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [!Ref SubnetA] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  OrdersRule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref AlbListener
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: ['/orders/*'] }]
      Actions: [{ Type: forward, TargetGroupArn: !Ref OrdersGroup }]
  OrdersGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Port: 8080, Protocol: HTTP, VpcId: vpc-1 }
  OrdersService:
    Type: AWS::ECS::Service
    Properties:
      LoadBalancers: [{ TargetGroupArn: !Ref OrdersGroup, ContainerName: app, ContainerPort: 8080 }]
`;

/** A V2 link in place of the V1 link, the NLB and its group. */
const linkV2 = `  LinkV2:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: link, SubnetIds: [!Ref SubnetA] }
`;

/** The same template without the bridge, as a conversion leaves it. The ALB's name takes the place of the NLB's. */
export function withoutBridge(template: string, uri = 'http://${Alb.DNSName}'): string {
  const removed = /^ {2}(?:Link|Nlb|NlbListener|AlbGroup):\n(?: {3,}.*\n)+/gm;
  return `${template.replace(removed, '').trimEnd()}\n${linkV2}`
    .replaceAll('ConnectionId: !Ref Link\n', 'ConnectionId: !Ref LinkV2\n        IntegrationTarget: !Ref Alb\n')
    .replaceAll(/http:\/\/\$\{Nlb\.DNSName\}(?::\d+)?/g, uri);
}
