import { httpIntegrations } from '../topology/query/http-integrations';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

/** Lower case. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const reserved = ['content-length', 'transfer-encoding', 'x-amzn-trace-id', 'x-amzn-apigateway-api-id'];

export default defineRule({
  id: 'reserved-header-mapping',
  severity: 'warning',
  summary: 'An integration maps a header that API Gateway sets itself',
  why: 'The deployment succeeds, and then every request fails with 500 Internal server error',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  fixes: [],
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
        RequestParameters:
          [|integration.request.header.X-Amzn-Trace-Id|]("Get" maps the header X-Amzn-Trace-Id, which API Gateway sets itself: remove the mapping or use another name): context.requestId
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
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
        RequestParameters:
          integration.request.header.X-Request-Id: context.requestId
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    for (const { method, integration } of httpIntegrations(topology)) {
      for (const { key, keyAt } of integration.requestParameters?.entries ?? []) {
        const name = /^integration\.request\.header\.(.+)$/.exec(key)?.[1];
        if (!name || !reserved.includes(name.toLowerCase())) continue;
        yield {
          at: keyAt,
          message: `${methodName(method)} maps the header ${name}, which API Gateway sets itself: remove the mapping or use another name`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});
