import { httpIntegrations, spelled } from '../topology/query/http-integrations';
import { mayBeMissing } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'missing-uri',
  severity: 'error',
  summary: 'An HTTP integration without Uri',
  why: 'The Uri is required over a VPC link too: its port picks the listener and its path goes to the backend; without it the deployment fails with "Invalid integration URI specified"',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html',
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
        Type: [|HTTP_PROXY|](The integration of "Get" has no Uri: set it to a URL such as http://host:port/path)
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
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
        Uri: !ImportValue orders-url
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
      if (!mayBeMissing(topology, integration.uri, method.when)) continue;
      yield {
        at: integration.type?.at ?? method.at,
        message: `The integration of ${methodName(method)} has no ${spelled(integration, 'Uri')}: set it to a URL such as http://host:port/path`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
