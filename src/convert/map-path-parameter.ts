import type { TemplateEditor } from '../template/index';
import type { Span } from '../text/index';
import type { Assumptions, Integration, Method, Topology } from '../topology/index';
import { httpIntegrations, spelled } from '../topology/query/http-integrations';
import { partOf } from '../topology/query/part-of';
import { uriParameters } from '../topology/query/uri-parameters';
import { isWrittenOut } from '../topology/query/written-out';
import { addEntries, cannotDeclare, declareParameters } from './fix/declare-parameters';
import { defineStep } from './step';

/** A `{name}` in a `Uri` that nothing fills. */
export interface UnmappedParameter {
  readonly method: Method;
  readonly integration: Integration;
  readonly name: string;
  /** As it is written, braces included. */
  readonly text: string;
  readonly at: Span;
  readonly when: Assumptions;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html */
export function* unmappedParameters(topology: Topology): Iterable<UnmappedParameter> {
  for (const { method, integration, uris } of httpIntegrations(topology)) {
    if (!isWrittenOut(integration.node, spelled(integration, 'RequestParameters'))) continue;
    const mapped = new Set((integration.requestParameters?.entries ?? []).map(({ key }) => key));
    for (const { uri, when } of uris) {
      for (const { name, text } of uriParameters(uri)) {
        if (mapped.has(`integration.request.path.${name}`)) continue;
        yield { method, integration, name, text, at: partOf(uri.at, text), when };
      }
    }
  }
}

export default defineStep({
  id: 'map-path-parameter',
  title: 'Map the path parameter of the method to the Uri',
  safety: 'review',
  safetyReason: 'The backend then gets the value of the path, which it never got before.',
  why: 'API Gateway fills {name} in the Uri only from integration.request.path.name.',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html',
  before: `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !Ref Order
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        Uri: http://orders.example.com/orders/{id}
  Order:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{id}' }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
`,
  after: `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !Ref Order
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        Uri: http://orders.example.com/orders/{id}
        RequestParameters:
          integration.request.path.id: method.request.path.id
      RequestParameters:
        method.request.path.id: true
  Order:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{id}' }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
`,

  *plan({ topology }) {
    for (const parameters of byIntegration(unmappedParameters(topology))) {
      const { method, integration } = parameters[0]!;
      const { logicalId } = method.owner;
      const { uri } = method;
      const fillable = parameters.filter(({ name }) => sourceOf(method, name));
      for (const { name, text, at } of parameters) {
        const obstacle = sourceOf(method, name)
          ? cannotDeclare(method)
          : `the path of the method has no {${name}} to take it from`;
        const reason = `Nothing can fill ${text} of "${logicalId}", because ${obstacle}`;
        if (obstacle) yield { kind: 'blocked', at, logicalId, reason };
      }
      if (cannotDeclare(method)) continue;
      for (const [index, { at }] of fillable.entries()) {
        // One group, so the first change can make the edits of all.
        yield {
          kind: 'change',
          at,
          logicalId,
          group: `${uri} ${logicalId} ${method.httpMethod} ${method.path}`,
          apply: (write) => {
            if (index === 0) map(write(uri), method, integration, fillable);
          },
        };
      }
    }
  },
});

function map(
  editor: TemplateEditor,
  method: Method,
  integration: Integration,
  parameters: readonly UnmappedParameter[],
): void {
  const sources = new Map(parameters.map(({ name }) => [`integration.request.path.${name}`, sourceOf(method, name)!]));
  addEntries(editor, integration.node, spelled(integration, 'RequestParameters'), Object.fromEntries(sources));
  const declared = new Set(method.requestParameters.map(({ name }) => name));
  declareParameters(
    editor,
    method,
    [...new Set(sources.values())].filter((source) => !declared.has(source)),
  );
}

function byIntegration(parameters: Iterable<UnmappedParameter>): Iterable<readonly UnmappedParameter[]> {
  const groups = new Map<Integration, UnmappedParameter[]>();
  for (const parameter of parameters) {
    const group = groups.get(parameter.integration);
    if (group) group.push(parameter);
    else groups.set(parameter.integration, [parameter]);
  }
  return groups.values();
}

/** The parameter of the path with that name, or the only one there is. */
function sourceOf({ path, requestParameters }: Method, name: string): string | undefined {
  const inPath = [...(path ?? '').matchAll(/\{([^{}+]+)\+?\}/g)].map(
    ([, parameter]) => `method.request.path.${parameter}`,
  );
  const known = path === undefined ? requestParameters.map((parameter) => parameter.name) : inPath;
  const same = known.find((parameter) => parameter === `method.request.path.${name}`);
  return same ?? (inPath.length === 1 ? inPath[0] : undefined);
}
