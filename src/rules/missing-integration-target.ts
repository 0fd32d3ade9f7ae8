import setIntegrationTarget, { missingTargets } from '../convert/set-integration-target';
import { spelled } from '../topology/query/http-integrations';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'missing-integration-target',
  severity: 'error',
  summary: 'An integration over a VPC link V2 has no IntegrationTarget',
  why: 'A VPC link V2 serves many load balancers, so the deployment fails with "IntegrationTarget is required for VpcLinkV2"',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html',
  fixes: [setIntegrationTarget],
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
        ConnectionId: [|!Ref Link|]("Get" goes over the VPC link V2 "Link" without IntegrationTarget: set it to the ARN of the load balancer)
        Uri: !Sub http://\${Alb.DNSName}/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
    `
Parameters:
  Stage: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
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
                connectionId: [|!If [IsProd, !Ref NewLink, !Ref OldLink]|](GET /orders of "Api" goes over the VPC link V2 "NewLink" without integrationTarget: set it to the ARN of the load balancer when condition "IsProd" holds)
  NewLink:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2] }
  OldLink:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!ImportValue nlb] }
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
        IntegrationTarget: !ImportValue alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2] }
`,
    // Link and target change together.
    `
Conditions:
  UseAlb: !Equals [!Ref AWS::Region, eu-west-1]
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
        ConnectionId: !If [UseAlb, !Ref NewLink, !Ref OldLink]
        IntegrationTarget: !If [UseAlb, !ImportValue alb, !Ref AWS::NoValue]
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  NewLink:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2] }
  OldLink:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!ImportValue nlb] }
`,
  ],

  *check({ topology }) {
    for (const { integration, link, when } of missingTargets(topology)) {
      const { method, at } = integration;
      const property = spelled(integration.integration, 'IntegrationTarget');
      yield {
        at,
        message: `${methodName(method)} goes over the VPC link V2 "${link.logicalId}" without ${property}: set it to the ARN of the load balancer${conditionText(when, method.when)}`,
        logicalId: method.owner.logicalId,
        related: [{ at: link.at, message: 'The VPC link V2' }],
      };
    }
  },
});
