import { identityOf, soleOf, stringOf, type MethodResource } from '../topology/index';
import { defineRule } from './rule';

export default defineRule({
  id: 'duplicate-method',
  severity: 'error',
  summary: 'Two methods with one HTTP method on one resource',
  why: 'The second one fails with "Method already exists for this resource"',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html',
  fixes: [],
  bad: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties: { HttpMethod: GET, RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, Integration: { Type: MOCK } }
  Again:
    Type: AWS::ApiGateway::Method
    Properties: { HttpMethod: [|GET|]("Again" is GET on the same resource as "Get": keep one of them), RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, Integration: { Type: MOCK } }
`,
  ],
  good: [
    `
Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties: { HttpMethod: GET, RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, Integration: { Type: MOCK } }
  Any:
    Type: AWS::ApiGateway::Method
    Properties: { HttpMethod: ANY, RestApiId: !Ref Api, ResourceId: !GetAtt Api.RootResourceId, Integration: { Type: MOCK } }
`,
  ],

  *check({ topology }) {
    const taken = new Map<string, MethodResource[]>();
    for (const method of topology.ofKind('method')) {
      const httpMethod = soleOf(topology.resolve(method.httpMethod));
      const place = soleOf(topology.resolve(method.resource));
      const isPlace =
        place?.kind === 'resource' && (place.resource.kind === 'resource' || place.resource.kind === 'rest-api');
      const name = stringOf(httpMethod)?.toUpperCase();
      if (!httpMethod || !name || !isPlace) continue;
      const key = `${identityOf(place) ?? `root ${place.resource.uri}#${place.resource.logicalId}`} ${name}`;
      const others = taken.get(key) ?? [];
      taken.set(key, [...others, method]);
      const first = others.find((other) => topology.both(topology.whenPresent(other), topology.whenPresent(method)));
      if (!first) continue;
      yield {
        at: httpMethod.at,
        message: `"${method.logicalId}" is ${name} on the same resource as "${first.logicalId}": keep one of them`,
        logicalId: method.logicalId,
        related: [{ at: first.at, message: 'The first method' }],
      };
    }
  },
});
