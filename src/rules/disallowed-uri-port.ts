import { privateIntegrations } from '../topology/index';
import { partOf } from '../topology/query/part-of';
import { isCallablePort } from '../topology/query/uri-port';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'disallowed-uri-port',
  severity: 'warning',
  summary: 'A port in the Uri that API Gateway does not call',
  why: 'HTTP integrations may use the ports 80, 443 and 1024 to 65535',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html',
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
        Uri: http://orders.example.com[|:81|](The Uri of "Get" uses port 81, but API Gateway calls 80, 443 and 1024 to 65535 only: let the load balancer listen there)/orders
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
        Uri: http://orders.example.com:8080/orders
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
    for (const { method, uris } of privateIntegrations(topology)) {
      for (const { uri, when } of uris) {
        const { port } = uri;
        if (port === undefined || isCallablePort(port)) continue;
        yield {
          at: partOf(uri.at, `:${port}`),
          message: `The Uri of ${methodName(method)} uses port ${port}, but API Gateway calls 80, 443 and 1024 to 65535 only: let the load balancer listen there${conditionText(when, method.when)}`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});
