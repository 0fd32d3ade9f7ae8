import { textOf } from '../topology/index';
import { httpIntegrations } from '../topology/query/http-integrations';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'uri-without-scheme',
  severity: 'error',
  summary: 'The Uri of an HTTP integration does not begin with http:// or https://',
  why: 'API Gateway takes an absolute URL only, so the deployment fails with "Invalid HTTP endpoint specified for URI"',
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
        Uri: [|orders.example.com/orders|](The Uri of "Get" has no scheme: begin it with http:// or https://)
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: [|!Sub '\${Alb.DNSName}/orders'|](The Uri of "Post" has no scheme: begin it with http:// or https://)
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
Parameters:
  Backend: { Type: String }
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
        Uri: !Sub '\${Backend}/orders'
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
      for (const { value, when } of outcomesUnder(topology, integration.uri, method.when)) {
        const first = value.kind === 'text' ? value.parts[0] : value;
        // An ARN is reported by `listener-as-uri`, a missing value by `missing-uri`.
        const isHost = first?.kind === 'resource' && first.attribute === 'DNSName';
        const isText = first?.kind === 'literal' && !/^($|https?:\/\/|arn:|\$\{|\{\{resolve:)/i.test(textOf(value));
        if (!isHost && !isText) continue;
        yield {
          at: value.at,
          message: `The Uri of ${methodName(method)} has no scheme: begin it with http:// or https://${conditionText(when, method.when)}`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});
