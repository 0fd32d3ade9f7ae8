import { privateIntegrations, textOf } from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'stage-variable-as-integration-target',
  severity: 'warning',
  summary: 'IntegrationTarget comes from a stage variable',
  why: 'Stage variables are documented for ConnectionId and Uri, not for IntegrationTarget, so all stages share one load balancer',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html',
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
        IntegrationTarget: [|'\${stageVariables.alb}'|](The IntegrationTarget of "Get" comes from a stage variable, which is not documented to work: use the ARN of a load balancer)
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
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
        ConnectionId: \${stageVariables.link}
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    for (const { method, integration } of privateIntegrations(topology)) {
      for (const { value } of outcomesUnder(topology, integration.integrationTarget, method.when)) {
        if (!textOf(value).includes('${stageVariables.')) continue;
        yield {
          at: value.at,
          message: `The IntegrationTarget of ${methodName(method)} comes from a stage variable, which is not documented to work: use the ARN of a load balancer`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});
