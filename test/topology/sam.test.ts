import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createService, type Service, type TreeView } from '../../src/service';

const balancer = `
  Link: { Type: AWS::ApiGatewayV2::VpcLink, Properties: { Name: a, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] } }
  Alb: { Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] } }
`;

function open(text: string): Service {
  const service = createService({
    onFailure: (id, error) => {
      throw new Error(id, { cause: error });
    },
  });
  service.setDocument('t', `Transform: AWS::Serverless-2016-10-31\n${text}`);
  return service;
}

function draw(service: Service): readonly string[] {
  const lines = (nodes: readonly TreeView[], depth: number): readonly string[] =>
    nodes.flatMap(({ node, children }) => [
      `${'  '.repeat(depth)}${node.kind} ${node.label}`,
      ...lines(children, depth + 1),
    ]);
  return lines(service.tree('t'), 0);
}

const implicit = `Globals:
  Api: { Name: shop, EndpointConfiguration: REGIONAL }
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Events:
        Get: { Type: Api, Properties: { Path: '/orders/{id}', Method: get } }
        All: { Type: Api, Properties: { Path: /orders, Method: any } }
        Tick: { Type: Schedule, Properties: { Schedule: rate(1 day) } }
        Http: { Type: HttpApi, Properties: { Path: /other, Method: get } }
Outputs:
  Url: { Value: !Sub 'https://\${ServerlessRestApi}.example.com/Prod' }
`;

describe('a SAM template', () => {
  test('makes an API of the events that name none', () => {
    const service = open(implicit);
    assert.deepEqual(service.check('t').findings, []);
    assert.deepEqual(draw(service), [
      'rest-api shop',
      '  stage Prod',
      '  resource /orders/{id}',
      '    method GET /orders/{id}',
      '  resource /orders',
      '    method ANY /orders',
    ]);
    const { trace } = service.simulate('t', { method: 'GET', path: '/Prod/orders/7', headers: [] });
    assert.ok(trace.hops.some(({ why }) => why.includes('AWS_PROXY would call another AWS service')));
  });

  test('adds events to the API that they name, and the body counts more', () => {
    const service = open(`Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /orders:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: http://orders.example.com/
                connectionType: VPC_LINK
                connectionId: !Ref Link
                integrationTarget: !Ref Alb
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Events:
        Get: { Type: Api, Properties: { Path: /orders, Method: GET, RestApiId: !Ref Api } }
        Post: { Type: Api, Properties: { Path: /orders, Method: post, RestApiId: Api } }
        Far: { Type: Api, Properties: { Path: /far, Method: post, RestApiId: !ImportValue api } }
${balancer}`);
    assert.deepEqual(draw(service), [
      'rest-api Api',
      '  stage live',
      '  resource /orders',
      '    method GET /orders',
      '      vpc-link-v2 Link',
      '        alb Alb',
      '    method POST /orders',
    ]);
  });

  test('takes the variables of Globals into every stage', () => {
    const service = open(`Globals:
  Api: { Variables: { link: !Ref Link, level: low } }
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Variables: { level: high }
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /orders:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: http://orders.example.com/\${stageVariables.level}
                connectionType: VPC_LINK
                connectionId: \${stageVariables.link}
                integrationTarget: !Ref Alb
${balancer}`);
    assert.ok(draw(service).includes('      vpc-link-v2 Link'));
    assert.ok(draw(service).includes('        alb Alb'));
  });
});
