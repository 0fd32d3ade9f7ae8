import { keyOf, soleOf, type RestApi, type Topology, type Value } from '../topology/index';
import { apiOfPart } from '../topology/query/api-of';
import { defineRule } from './rule';

export default defineRule({
  id: 'method-of-other-api',
  severity: 'error',
  summary: 'A method or path whose resource belongs to another API',
  why: 'ResourceId and ParentId are looked up in RestApiId, so the deployment fails with "Invalid Resource identifier specified"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Users: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      RestApiId: !Ref Orders
      ResourceId: [|!GetAtt Users.RootResourceId|]("Get" belongs to "Orders", but its ResourceId is of "Users": use a resource of "Orders")
      AuthorizationType: NONE
      Integration: { Type: MOCK }
`,
  ],
  good: [
    `
Resources:
  Orders: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Path: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Orders, ParentId: !GetAtt Orders.RootResourceId, PathPart: a } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      RestApiId: !Ref Orders
      ResourceId: !Ref Path
      AuthorizationType: NONE
      Integration: { Type: MOCK }
`,
  ],

  *check({ topology }) {
    const parts = [
      ...topology.ofKind('method').map((owner) => ({ owner, property: 'ResourceId', place: owner.resource })),
      ...topology.ofKind('resource').map((owner) => ({ owner, property: 'ParentId', place: owner.parent })),
    ];
    for (const { owner, property, place } of parts) {
      const api = apiOfPart(topology, owner);
      const other = apiOfPlace(topology, place);
      if (!api || !other || !place || keyOf(api) === keyOf(other)) continue;
      yield {
        at: place.at,
        message: `"${owner.logicalId}" belongs to "${api.logicalId}", but its ${property} is of "${other.logicalId}": use a resource of "${api.logicalId}"`,
        logicalId: owner.logicalId,
      };
    }
  },
});

/** The API of the resource or root that a value names. */
function apiOfPlace(topology: Topology, place: Value<string> | undefined): RestApi | undefined {
  const value = soleOf(topology.resolve(place));
  if (value?.kind !== 'resource') return undefined;
  if (value.resource.kind === 'rest-api' && value.attribute === 'RootResourceId') return value.resource;
  return value.resource.kind === 'resource' ? apiOfPart(topology, value.resource) : undefined;
}
