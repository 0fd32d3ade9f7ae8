import mapPathParameter, { unmappedParameters } from '../convert/map-path-parameter';
import { spelled } from '../topology/query/http-integrations';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'unmapped-path-parameter',
  severity: 'error',
  summary: 'A {name} in the Uri that no request parameter maps',
  why: 'API Gateway fills {name} only from integration.request.path.name; without it the braces stay and the backend never sees the value',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html',
  fixes: [mapPathParameter],
  bad: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: abc123
      RestApiId: !Ref Api
      RequestParameters: { method.request.path.id: true }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !ImportValue alb
        Uri: !Sub 'http://\${Host}/orders/[|{id}|](Nothing fills {id} in the Uri of "Get": add integration.request.path.id to RequestParameters of the integration)'
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2] }
Parameters:
  Host: { Type: String }
`,
    `
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /orders/{id}:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: http://orders.example.com/orders/[|{id}|](Nothing fills {id} in the Uri of GET /orders/{id} of "Api": add integration.request.path.id to requestParameters of the integration)
                requestParameters:
                  integration.request.path.orderId: method.request.path.id
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
      RequestParameters: { method.request.path.id: true }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !ImportValue alb
        RequestParameters: { integration.request.path.orderId: method.request.path.id }
        Uri: http://\${stageVariables.host}/orders/{orderId}
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    for (const { method, integration, name, text, at, when } of unmappedParameters(topology)) {
      yield {
        at,
        message: `Nothing fills ${text} in the Uri of ${methodName(method)}: add integration.request.path.${name} to ${spelled(integration, 'RequestParameters')} of the integration${conditionText(when, method.when)}`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
