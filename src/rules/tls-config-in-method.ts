import removeTlsConfig, { tlsConfigs } from '../convert/remove-tls-config';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'tls-config-in-method',
  severity: 'error',
  summary: 'TlsConfig in the integration of a CloudFormation method',
  why: 'The property exists in the API and in OpenAPI, not in CloudFormation, which rejects unknown properties',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration-tls-config.html',
  fixes: [removeTlsConfig],
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
        Uri: https://orders.example.com/
        [|TlsConfig|](The integration of "Get" sets TlsConfig, which CloudFormation does not know: remove it or describe the API in an OpenAPI Body): { InsecureSkipVerification: true }
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
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /orders:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: https://orders.example.com/
                connectionType: VPC_LINK
                connectionId: !Ref Link
                integrationTarget: !Ref Alb
                tlsConfig: { insecureSkipVerification: true }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    for (const { method, entry } of tlsConfigs(topology)) {
      yield {
        at: entry.key,
        message: `The integration of ${methodName(method)} sets TlsConfig, which CloudFormation does not know: remove it or describe the API in an OpenAPI Body`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
