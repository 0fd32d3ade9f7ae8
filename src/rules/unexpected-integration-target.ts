import removeIntegrationTarget, { unexpectedTargets } from '../convert/remove-integration-target';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'unexpected-integration-target',
  severity: 'warning',
  summary: 'An integration over a VPC link V1 has an IntegrationTarget',
  why: 'IntegrationTarget belongs to VPC links V2; a VPC link V1 knows its NLB itself',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html',
  fixes: [removeIntegrationTarget],
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
        IntegrationTarget: [|!Ref Nlb|](The IntegrationTarget of "Get" is for VPC links V2, but "Link" is V1: remove it or use a VPC link V2)
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
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
        IntegrationTarget: !Ref Nlb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
`,
  ],

  *check({ topology }) {
    for (const { integration, link, target, when } of unexpectedTargets(topology)) {
      const { method } = integration;
      yield {
        at: target.value.at,
        message: `The IntegrationTarget of ${methodName(method)} is for VPC links V2, but "${link.logicalId}" is V1: remove it or use a VPC link V2${conditionText(when, method.when)}`,
        logicalId: method.owner.logicalId,
        related: [{ at: link.at, message: 'The VPC link V1' }],
      };
    }
  },
});
