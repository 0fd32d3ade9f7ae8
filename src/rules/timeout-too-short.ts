import { numberOf } from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html */
const shortest = 50;

export default defineRule({
  id: 'timeout-too-short',
  severity: 'error',
  summary: 'A timeout below 50 milliseconds',
  why: 'TimeoutInMillis is in milliseconds and takes 50 or more, so the deployment fails; often seconds were meant',
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
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        TimeoutInMillis: [|29|](The timeout of "Get" is 29 ms, but at least 50 ms are needed: it is given in milliseconds)
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
        TimeoutInMillis: 29000
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
    for (const method of topology.methods) {
      for (const { value } of outcomesUnder(topology, method.integration?.timeoutInMillis, method.when)) {
        const timeout = numberOf(value);
        if (timeout === undefined || timeout >= shortest) continue;
        yield {
          at: value.at,
          message: `The timeout of ${methodName(method)} is ${timeout} ms, but at least ${shortest} ms are needed: it is given in milliseconds`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});
