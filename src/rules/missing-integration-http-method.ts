import setIntegrationHttpMethod, { withoutHttpMethod } from '../convert/set-integration-http-method';
import { spelled } from '../topology/query/http-integrations';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'missing-integration-http-method',
  severity: 'error',
  summary: 'A private integration without the HTTP method for the backend',
  why: 'Only MOCK integrations do without it, so the deployment fails; ANY hands the method of the client on',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html',
  fixes: [setIntegrationHttpMethod],
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
        ConnectionType: [|VPC_LINK|](The integration of "Get" does not say which method the backend gets: set IntegrationHttpMethod)
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
        Type: HTTP_PROXY
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

  *check({ topology }) {
    for (const { method, integration } of withoutHttpMethod(topology)) {
      yield {
        at: integration.connectionType?.at ?? method.at,
        message: `The integration of ${methodName(method)} does not say which method the backend gets: set ${spelled(integration, 'IntegrationHttpMethod')}`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
