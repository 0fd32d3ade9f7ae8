import { pathParts } from '../topology/query/path-parts';
import { defineRule } from './rule';

export default defineRule({
  id: 'child-of-greedy-path',
  severity: 'error',
  summary: 'A resource below a greedy path variable',
  why: 'A greedy variable takes the rest of the path, so the deployment fails with "Cannot create a child of a resource with a greedy path variable"',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html',
  fixes: [],
  bad: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Rest:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{proxy+}' }
  Lines:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !Ref Rest, PathPart: [|lines|]("Lines" puts lines below {proxy+}, which takes the rest of the path: put it elsewhere) }
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
          /orders/{proxy+}: { get: { x-amazon-apigateway-integration: { type: mock } } }
          /users/{id}/lines: { get: { x-amazon-apigateway-integration: { type: mock } } }
`,
  ],

  *check({ topology }) {
    for (const { part, parentPart, owner, at } of pathParts(topology)) {
      if (!parentPart?.endsWith('+}')) continue;
      yield {
        at,
        message: `"${owner.logicalId}" puts ${part} below ${parentPart}, which takes the rest of the path: put it elsewhere`,
        logicalId: owner.logicalId,
      };
    }
  },
});
