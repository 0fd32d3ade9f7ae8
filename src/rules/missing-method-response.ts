import { responsePairs } from '../topology/query/response-pairs';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'missing-method-response',
  severity: 'error',
  summary: 'An integration response with a status that its method does not declare',
  why: 'API Gateway maps each integration response to the method response of the same status; without one the request ends with 500 and "Output mapping refers to an invalid method response"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integrationresponse.html',
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
      MethodResponses: [{ StatusCode: '200' }]
      Integration:
        Type: HTTP
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        IntegrationResponses:
          - StatusCode: '200'
          - { SelectionPattern: '404', StatusCode: [|'404'|]("Get" answers 404, which its MethodResponses do not declare: add a method response with that StatusCode) }
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
      MethodResponses: [{ StatusCode: '200' }]
      Integration:
        Type: HTTP
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
        IntegrationResponses:
          - StatusCode: '200'
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
    for (const { method, status, at, methodResponse } of responsePairs(topology)) {
      if (methodResponse) continue;
      yield {
        at,
        message: `${methodName(method)} answers ${status}, which its MethodResponses do not declare: add a method response with that StatusCode`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
