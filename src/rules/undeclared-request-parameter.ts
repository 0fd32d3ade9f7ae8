import declareRequestParameter, { undeclaredParameters } from '../convert/declare-request-parameter';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'undeclared-request-parameter',
  severity: 'error',
  summary: 'An integration maps a method.request parameter that the method does not declare',
  why: 'A mapping may use only what RequestParameters of the method declares, so the deployment fails with "Invalid mapping expression specified"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html',
  fixes: [declareRequestParameter],
  bad: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: abc123
      RestApiId: !Ref Api
      RequestParameters: { method.request.querystring.page: false }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        RequestParameters:
          integration.request.querystring.page: method.request.querystring.page
          integration.request.path.id: [|method.request.path.id|]("Get" maps method.request.path.id without declaring it: add it to RequestParameters of the method)
        Uri: http://orders.example.com/orders/{id}
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
    `
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /orders/{id}:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: http://orders.example.com/orders/{id}
                requestParameters:
                  integration.request.header.tenant: [|method.request.header.tenant|](GET /orders/{id} of "Api" maps method.request.header.tenant without declaring it: add it to parameters of the operation)
`,
  ],
  good: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: abc123
      RestApiId: !Ref Api
      RequestParameters: { method.request.path.id: true, method.request.querystring.tag: false }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        RequestParameters:
          integration.request.path.id: method.request.path.id
          integration.request.querystring.tag: method.request.multivaluequerystring.tag
          integration.request.header.X-Caller: context.identity.sourceIp
        Uri: http://orders.example.com/orders/{id}
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
    `
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /orders/{id}:
            parameters: [{ $ref: '#/components/parameters/id' }]
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: http://orders.example.com/orders/{id}
                requestParameters:
                  integration.request.path.id: method.request.path.id
`,
  ],

  *check({ topology }) {
    for (const { method, source, parameter, at } of undeclaredParameters(topology)) {
      const place = method.owner.kind === 'method' ? 'RequestParameters of the method' : 'parameters of the operation';
      yield {
        at,
        message: `${methodName(method)} maps ${source} without declaring it: add ${source === parameter ? 'it' : parameter} to ${place}`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
