import { entryOf, resolveAlias } from '../template/index';
import { httpIntegrations, spelled } from '../topology/query/http-integrations';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'missing-integration-responses',
  severity: 'error',
  summary: 'An integration of type HTTP without responses',
  why: 'A non-proxy integration answers only what its responses map, so every request ends with 500 and API_CONFIGURATION_ERROR',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html',
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
        Type: [|HTTP|](The integration of "Get" is of type HTTP and maps no response: add IntegrationResponses or use HTTP_PROXY)
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
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
        Type: HTTP
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        IntegrationResponses: [{ StatusCode: '200' }]
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
    for (const { method, integration, type } of httpIntegrations(topology)) {
      if (type !== 'HTTP') continue;
      const property = integration.spelling === 'openapi' ? 'responses' : 'IntegrationResponses';
      const responses = resolveAlias(entryOf(integration.node, property)?.value);
      const isEmpty =
        !responses ||
        (responses.kind === 'sequence' && responses.items.length === 0) ||
        (responses.kind === 'mapping' && responses.entries.length === 0);
      if (!isEmpty) continue;
      yield {
        at: integration.type?.at ?? method.at,
        message: `The integration of ${methodName(method)} is of type HTTP and maps no response: add ${spelled(integration, property)} or use HTTP_PROXY`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
