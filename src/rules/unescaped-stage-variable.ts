import escapeStageVariable, { unescapedVariables } from '../convert/escape-stage-variable';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'unescaped-stage-variable',
  severity: 'error',
  summary: 'A stage variable inside Fn::Sub without the exclamation mark',
  why: 'Fn::Sub takes ${stageVariables.name} for an attribute of a resource "stageVariables", so the template is rejected; ${!stageVariables.name} reaches API Gateway',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html',
  fixes: [escapeStageVariable],
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
        Uri: !Sub 'http://\${Alb.DNSName}/[|\${stageVariables.root}|](Inside Fn::Sub CloudFormation itself fills \${stageVariables.root} of "Get": write \${!stageVariables.root})'
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
        Uri: !Sub 'http://\${Alb.DNSName}/\${!stageVariables.root}'
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: 'http://orders.example.com/\${stageVariables.root}'
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
    for (const { method, name, text, at } of unescapedVariables(topology)) {
      yield {
        at,
        message: `Inside Fn::Sub CloudFormation itself fills ${text} of ${methodName(method)}: write \${!stageVariables.${name}}`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
