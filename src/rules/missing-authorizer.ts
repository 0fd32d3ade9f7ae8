import { stringOf } from '../topology/index';
import { stringProperty } from '../topology/query/typed';
import { outcomesUnder, mayBeMissing } from '../topology/query/under';
import { defineRule } from './rule';

export default defineRule({
  id: 'missing-authorizer',
  severity: 'error',
  summary: 'A method that asks for an authorizer and names none',
  why: 'AuthorizationType CUSTOM and COGNITO_USER_POOLS need AuthorizerId, so the deployment fails with "Invalid authorizer ID specified"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html',
  fixes: [],
  bad: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      AuthorizationType: [|CUSTOM|]("Get" has authorization type CUSTOM but no authorizer: set AuthorizerId)
      Integration: { Type: MOCK }
`,
  ],
  good: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      AuthorizationType: COGNITO_USER_POOLS
      AuthorizerId: !ImportValue authorizer
      Integration: { Type: MOCK }
`,
  ],

  *check({ topology }) {
    for (const method of topology.ofKind('method')) {
      for (const { value, when } of outcomesUnder(topology, method.authorizationType, topology.whenPresent(method))) {
        const type = stringOf(value);
        if (type !== 'CUSTOM' && type !== 'COGNITO_USER_POOLS') continue;
        if (!mayBeMissing(topology, stringProperty(method, 'AuthorizerId'), when)) continue;
        yield {
          at: value.at,
          message: `"${method.logicalId}" has authorization type ${type} but no authorizer: set AuthorizerId`,
          logicalId: method.logicalId,
        };
      }
    }
  },
});
