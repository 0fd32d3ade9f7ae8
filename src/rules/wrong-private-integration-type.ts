import { privateIntegrations } from '../topology/index';
import { integrationType } from '../topology/query/http-integrations';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'wrong-private-integration-type',
  severity: 'warning',
  summary: 'A private integration that is not of type HTTP or HTTP_PROXY',
  why: 'A VPC link leads to a load balancer that speaks HTTP; AWS, AWS_PROXY and MOCK integrations do not use it',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html',
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
        Type: [|AWS_PROXY|]("Get" goes over a VPC link with type AWS_PROXY: use HTTP_PROXY or HTTP)
        IntegrationHttpMethod: POST
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
    for (const { method, integration } of privateIntegrations(topology)) {
      const type = integrationType(topology, integration);
      if (!type || !['AWS', 'AWS_PROXY', 'MOCK'].includes(type)) continue;
      yield {
        at: integration.type?.at ?? method.at,
        message: `${methodName(method)} goes over a VPC link with type ${type}: use HTTP_PROXY or HTTP`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
