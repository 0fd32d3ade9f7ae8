import { stringOf } from '../topology/index';
import { mayBeMissing, outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'ignored-connection-id',
  severity: 'warning',
  summary: 'A ConnectionId without ConnectionType VPC_LINK',
  why: 'ConnectionType is INTERNET unless it says VPC_LINK, so the request goes over the internet and not over the link',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html',
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
    for (const method of topology.methods) {
      const { integration } = method;
      if (!integration) continue;
      for (const { value, when } of outcomesUnder(topology, integration.connectionId, method.when)) {
        if (value.kind === 'absent' || stringOf(value) === '') continue;
        const types = outcomesUnder(topology, integration.connectionType, when).map((type) => stringOf(type.value));
        if (!mayBeMissing(topology, integration.connectionType, when) && !types.includes('INTERNET')) continue;
        const property = integration.spelling === 'openapi' ? 'connectionType' : 'ConnectionType';
        yield {
          at: value.at,
          message: `${methodName(method)} names a VPC link but goes over the internet: set ${property} to VPC_LINK`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});
