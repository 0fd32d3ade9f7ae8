import renameIntegrationTarget, { misspelledTargets } from '../convert/rename-integration-target';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'misspelled-integration-target',
  severity: 'warning',
  summary: 'An OpenAPI body writes integration-target instead of integrationTarget',
  why: 'The table of properties and the templates known to deploy spell it integrationTarget; an unknown key is ignored, and then a VPC link V2 has no target',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html',
  fixes: [renameIntegrationTarget],
  bad: [
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
                uri: http://orders.example.com/
                connectionType: VPC_LINK
                connectionId: !Ref Link
                [|integration-target|](GET /orders of "Api" spells integration-target with a hyphen: write integrationTarget): !Ref Alb
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
                uri: http://orders.example.com/
                connectionType: VPC_LINK
                connectionId: !Ref Link
                integrationTarget: !Ref Alb
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    for (const { method, entry } of misspelledTargets(topology)) {
      yield {
        at: entry.key,
        message: `${methodName(method)} spells integration-target with a hyphen: write integrationTarget`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
