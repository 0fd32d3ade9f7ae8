import { pathParts, type PathPart } from '../topology/query/path-parts';
import { defineRule } from './rule';

export default defineRule({
  id: 'duplicate-path-part',
  severity: 'error',
  summary: 'Two resources with one path',
  why: 'The second one fails with "Another resource with the same parent already has this name"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html',
  fixes: [],
  bad: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Orders:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders }
  Again:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: [|orders|]("Again" has the same path as "Orders": use one resource for both) }
`,
  ],
  good: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Orders:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders }
  Deeper:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: orders }
`,
  ],

  *check({ topology }) {
    const taken = new Map<string, PathPart[]>();
    for (const part of pathParts(topology)) {
      if (part.owner.kind !== 'resource') continue;
      const key = `${part.parent}/${part.part}`;
      const others = taken.get(key) ?? [];
      taken.set(key, [...others, part]);
      const first = others.find((other) => topology.both(other.when, part.when));
      if (!first) continue;
      yield {
        at: part.at,
        message: `"${part.owner.logicalId}" has the same path as "${first.owner.logicalId}": use one resource for both`,
        logicalId: part.owner.logicalId,
        related: [{ at: first.at, message: 'The first resource' }],
      };
    }
  },
});
