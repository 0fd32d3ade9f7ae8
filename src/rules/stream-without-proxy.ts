import { stringOf } from '../topology/index';
import { integrationType } from '../topology/query/http-integrations';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'stream-without-proxy',
  severity: 'error',
  summary: 'ResponseTransferMode STREAM on a non-proxy integration',
  why: 'Only HTTP_PROXY and AWS_PROXY integrations can stream, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html',
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
        Type: HTTP
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        IntegrationResponses: [{ StatusCode: '200' }]
        ResponseTransferMode: [|STREAM|]("Get" streams, which an integration of type HTTP cannot: use HTTP_PROXY or BUFFERED)
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
        Uri: http://orders.example.com/
        ResponseTransferMode: STREAM
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
    for (const method of topology.methods) {
      const { integration } = method;
      const type = integration && integrationType(topology, integration);
      if (!type || type.endsWith('_PROXY')) continue;
      for (const { value } of outcomesUnder(topology, integration.responseTransferMode, method.when)) {
        if (stringOf(value)?.toUpperCase() !== 'STREAM') continue;
        yield {
          at: value.at,
          message: `${methodName(method)} streams, which an integration of type ${type} cannot: use ${type === 'HTTP' ? 'HTTP_PROXY' : 'a proxy type'} or BUFFERED`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});
