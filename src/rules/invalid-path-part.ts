import { pathParts } from '../topology/query/path-parts';
import { defineRule } from './rule';

export default defineRule({
  id: 'invalid-path-part',
  severity: 'error',
  summary: 'A path segment that API Gateway does not take',
  why: 'A resource is one segment without slash, and a variable fills it whole, so the deployment fails with "Resource\'s path part only allow …"',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  fixes: [],
  bad: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  One:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: [|'order-{id}'|](The path part order-{id} of "One" mixes text and a variable: let {id} fill the segment) }
  Two:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: [|orders/all|](The path part orders/all of "Two" holds a slash: make a resource for each segment) }
`,
  ],
  good: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  One:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{id}' }
  Two:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders.v1_all }
`,
  ],

  *check({ topology }) {
    for (const { part, owner, at } of pathParts(topology)) {
      const wrong = problemOf(part);
      if (!wrong) continue;
      yield { at, message: `The path part ${part} of "${owner.logicalId}" ${wrong}`, logicalId: owner.logicalId };
    }
  },
});

function problemOf(part: string): string | undefined {
  if (part.includes('/')) return 'holds a slash: make a resource for each segment';
  const variable = /\{[^{}]*\}/.exec(part)?.[0];
  return variable && variable !== part ? `mixes text and a variable: let ${variable} fill the segment` : undefined;
}
