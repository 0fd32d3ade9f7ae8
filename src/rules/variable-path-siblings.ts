import { pathParts, type PathPart } from '../topology/query/path-parts';
import { defineRule } from './rule';

export default defineRule({
  id: 'variable-path-siblings',
  severity: 'error',
  summary: 'Two path variables below one resource',
  why: 'A resource takes one child with a variable, {id} and {proxy+} included, so the deployment fails with "A sibling of this resource already has a variable path part"',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  fixes: [],
  bad: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  One:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{id}' }
  Rest:
    Type: AWS::ApiGateway::Resource
    Properties:
      RestApiId: !Ref Api
      ParentId: !GetAtt Api.RootResourceId
      PathPart: [|'{proxy+}'|]("Rest" adds {proxy+} beside {id}, but a resource takes one variable below it: use one name for both)
`,
    `
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /orders/{id}: { get: { x-amazon-apigateway-integration: { type: mock } } }
          [|/orders/{orderId}/lines|]("Api" adds {orderId} beside {id}, but a resource takes one variable below it: use one name for both): { get: { x-amazon-apigateway-integration: { type: mock } } }
`,
  ],
  good: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  One:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{id}' }
  Rest:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !Ref One, PathPart: '{proxy+}' }
  Fixed:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: health }
`,
  ],

  *check({ topology }) {
    const variables = new Map<string, PathPart[]>();
    for (const part of pathParts(topology)) {
      if (!/^\{.*\}$/.test(part.part)) continue;
      const others = variables.get(part.parent) ?? [];
      variables.set(part.parent, [...others, part]);
      const first = others.find((other) => other.part !== part.part && topology.both(other.when, part.when));
      if (!first) continue;
      yield {
        at: part.at,
        message: `"${part.owner.logicalId}" adds ${part.part} beside ${first.part}, but a resource takes one variable below it: use one name for both`,
        logicalId: part.owner.logicalId,
        related: [{ at: first.at, message: 'The first variable' }],
      };
    }
  },
});
