import { stringOf } from '../topology/index';
import { httpIntegrations } from '../topology/query/http-integrations';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'no-such-path-parameter',
  severity: 'warning',
  summary: 'An integration maps a path parameter that the path of the method does not have',
  why: 'The value is always empty, so the backend gets a wrong path',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html',
  fixes: [],
  bad: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !Ref Order
      RestApiId: !Ref Api
      RequestParameters: { method.request.path.id: true }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        RequestParameters:
          integration.request.path.id: [|method.request.path.id|]("Get" maps the path parameter id, but its path /{orderId} has none of that name: use one of the path)
        Uri: http://orders.example.com/orders/{id}
  Order:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{orderId}' }
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
      ResourceId: !Ref Rest
      RestApiId: !Ref Api
      RequestParameters: { method.request.path.proxy: true }
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        RequestParameters: { integration.request.path.id: method.request.path.proxy }
        Uri: http://orders.example.com/orders/{id}
  Rest:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{proxy+}' }
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
      const { path } = method;
      if (path === undefined) continue;
      const names = new Set([...path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name]) => name));
      for (const { value: mapping } of integration.requestParameters?.entries ?? []) {
        for (const { value } of outcomesUnder(topology, mapping, method.when)) {
          const name = /^method\.request\.path\.(.+)$/.exec(stringOf(value) ?? '')?.[1];
          if (!name || names.has(name)) continue;
          yield {
            at: value.at,
            message: `${methodName(method)} maps the path parameter ${name}, but its path ${path} has none of that name: use one of the path`,
            logicalId: method.owner.logicalId,
          };
        }
      }
    }
  },
});
