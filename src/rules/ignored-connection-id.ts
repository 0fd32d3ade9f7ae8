import setConnectionType, { ignoredConnectionIds } from '../convert/set-connection-type';
import { spelled } from '../topology/query/http-integrations';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'ignored-connection-id',
  severity: 'warning',
  summary: 'A ConnectionId without ConnectionType VPC_LINK',
  why: 'ConnectionType is INTERNET unless it says VPC_LINK, so the request goes over the internet and not over the link',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html',
  fixes: [setConnectionType],
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
        ConnectionId: [|!Ref Link|]("Get" names a VPC link but goes over the internet: set ConnectionType to VPC_LINK)
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
        ConnectionType: !Ref Type
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
Parameters:
  Type: { Type: String }
`,
  ],

  *check({ topology }) {
    for (const { method, integration, at } of ignoredConnectionIds(topology)) {
      yield {
        at,
        message: `${methodName(method)} names a VPC link but goes over the internet: set ${spelled(integration, 'ConnectionType')} to VPC_LINK`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
