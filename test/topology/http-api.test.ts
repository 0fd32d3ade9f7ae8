import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createService } from '../../src/service';
import type { TreeView } from '../../src/service';

const balancer = `
  Link: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: a, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] } }
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] } }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`;

const resources = `Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: orders, ProtocolType: HTTP } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: $default } }
  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /orders, Target: !Sub 'integrations/\${Integration}' } }
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Api, IntegrationType: HTTP_PROXY, ConnectionType: VPC_LINK, ConnectionId: !Ref Link, IntegrationUri: !Ref Listener }
${balancer}`;

const body = `
openapi: 3.0.1
info: { title: orders, version: '1' }
paths:
  /orders:
    get:
      x-amazon-apigateway-integration:
        type: http_proxy
        payloadFormatVersion: '1.0'
        connectionType: VPC_LINK
        connectionId: { Ref: Link }
        uri: { Ref: Listener }
`;

const drawn = [
  'http-api orders',
  '  stage $default',
  '  method GET /orders',
  '    vpc-link-v2 Link',
  '      alb Alb',
  '        listener HTTP :80',
];

function draw(files: Readonly<Record<string, string>>): readonly string[] {
  const service = createService({
    onFailure: (id, error) => {
      throw new Error(id, { cause: error });
    },
  });
  for (const [name, text] of Object.entries(files)) service.setDocument(name, text);
  const [first] = Object.keys(files);
  for (const name of Object.keys(files))
    assert.deepEqual(
      service.check(name).findings.map(({ rule }) => rule),
      [],
    );
  const lines = (nodes: readonly TreeView[], depth: number): readonly string[] =>
    nodes.flatMap(({ node, children }) => [
      `${'  '.repeat(depth)}${node.kind} ${node.label}`,
      ...lines(children, depth + 1),
    ]);
  return lines(service.tree(first!), 0);
}

describe('an HTTP API', () => {
  test('is drawn from its routes to the listener that its integrations name', () => {
    assert.deepEqual(draw({ 't.yaml': resources }), drawn);
  });

  test('is drawn from its body', () => {
    const indented = body
      .trim()
      .split('\n')
      .map((line) => `        ${line}`)
      .join('\n');
    const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Name: orders
      StageName: $default
      DefinitionBody:
${indented}
${balancer}`;
    assert.deepEqual(draw({ 't.yaml': template }), drawn);
  });

  test('is drawn from a file that the template includes', () => {
    const template = `Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Name: orders
      Body: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./api.yaml } } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: $default } }
${balancer}`;
    assert.deepEqual(draw({ '/w/t.yaml': template, '/w/api.yaml': body }), drawn);
  });

  test('of a file alone is told from a REST API by its payload format', () => {
    assert.deepEqual(draw({ 'api.yaml': body }), ['http-api orders', '  method GET /orders', '    external unknown']);
  });

  test('that goes over a V1 link is reported, in a body too', () => {
    const service = createService();
    const link = '{ Type: AWS::ApiGateway::VpcLink, Properties: { Name: a, TargetArns: [!ImportValue nlb] } }';
    service.setDocument('a', resources.replace(/(?<=Link: )\{ Type.*\}/, link));
    assert.ok(service.check('a').findings.some(({ rule }) => rule === 'v1-link-in-http-api'));
  });
});

test('a WebSocket API is drawn, and its link and NLB outlive the conversion of a REST API', () => {
  const template = `Resources:
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET } }
  ChatRoute: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: $connect, Target: !Join [/, [integrations, !Ref ChatIntegration]] } }
  ChatIntegration:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Chat
      IntegrationType: HTTP_PROXY
      IntegrationMethod: POST
      ConnectionType: VPC_LINK
      ConnectionId: !Ref Old
      IntegrationUri: !Sub 'http://\${Nlb.DNSName}/chat'
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Get:
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
        ConnectionId: !Ref Old
        Uri: !Sub 'http://\${Nlb.DNSName}/'
  Old: { Type: AWS::ApiGateway::VpcLink, Properties: { Name: a, TargetArns: [!Ref Nlb] } }
  Nlb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Type: network, Scheme: internal, Subnets: [subnet-1, subnet-2] } }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: { LoadBalancerArn: !Ref Nlb, Port: 80, Protocol: TCP, DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Group }] }
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: Listener
    Properties: { TargetType: alb, Port: 80, Protocol: TCP, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
${balancer.replace(/ {2}Link:.*\n/, '')}`;
  const service = createService();
  service.setDocument('t', template);
  const { nodes, edges } = service.topology('t');
  assert.ok(nodes.some(({ kind, label }) => kind === 'websocket-api' && label === 'chat'));
  assert.ok(edges.some(({ from, to, kind }) => from === 'ChatIntegration' && to === 'Old' && kind === 'connects'));
  const [file] = service.convert(['t']).files;
  assert.match(file!.newText, /\n {2}OldV2:/);
  assert.match(file!.newText, /\n {2}Old:/);
  assert.match(file!.newText, /\n {2}Nlb:/);
  assert.match(file!.newText, /\n {2}NlbListener:/);
});
