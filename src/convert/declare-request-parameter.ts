import { property } from '../template/index';
import type { Span } from '../text/index';
import { stringOf, type Method, type Topology } from '../topology/index';
import { httpIntegrations } from '../topology/query/http-integrations';
import { outcomesUnder } from '../topology/query/under';
import { isWrittenOut } from '../topology/query/written-out';
import { cannotDeclare, declareParameters } from './fix/declare-parameters';
import { defineStep } from './step';

/** A `method.request` parameter that an integration maps and its method does not declare. */
export interface UndeclaredParameter {
  readonly method: Method;
  /** As the mapping writes it, such as `method.request.multivaluequerystring.tag`. */
  readonly source: string;
  /** What must be declared, such as `method.request.querystring.tag`. */
  readonly parameter: string;
  readonly at: Span;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html */
export function* undeclaredParameters(topology: Topology): Iterable<UndeclaredParameter> {
  for (const { method, integration } of httpIntegrations(topology)) {
    if (!integration.requestParameters || !declarationsAreKnown(method)) continue;
    const declared = new Set(method.requestParameters.map(({ name }) => name));
    for (const { value: mapping } of integration.requestParameters.entries) {
      for (const { value } of outcomesUnder(topology, mapping, method.when)) {
        const source = stringOf(value);
        const parameter = source && declarationOf(source);
        if (parameter && !declared.has(parameter) && !comesWithPath(method, parameter))
          yield { method, source, parameter, at: value.at };
      }
    }
  }
}

/**
 * An import of OpenAPI takes the names in a path for declared, as files show that AWS imports; a method of
 * CloudFormation's own has to declare them.
 */
function comesWithPath({ owner, path }: Method, parameter: string): boolean {
  const name = /^method\.request\.path\.(.+)$/.exec(parameter)?.[1];
  return owner.kind === 'rest-api' && name !== undefined && new RegExp(`\\{${escaped(name)}\\+?\\}`).test(path ?? '');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

export default defineStep({
  id: 'declare-request-parameter',
  title: 'Declare the parameter on the method',
  safety: 'safe',
  safetyReason: 'The template cannot be deployed without it.',
  why: 'A mapping may use only what the method declares.',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html',
  before: `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: abc123
      RestApiId: !Ref Api
      RequestParameters:
        method.request.querystring.page: false # for paging
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        RequestParameters: { integration.request.path.id: method.request.path.id }
        Uri: http://orders.example.com/orders/{id}
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
`,
  after: `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: abc123
      RestApiId: !Ref Api
      RequestParameters:
        method.request.querystring.page: false # for paging
        method.request.path.id: true
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        RequestParameters: { integration.request.path.id: method.request.path.id }
        Uri: http://orders.example.com/orders/{id}
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
`,

  *plan({ topology }) {
    const byMethod = new Map<Method, UndeclaredParameter[]>();
    for (const found of undeclaredParameters(topology))
      byMethod.set(found.method, [...(byMethod.get(found.method) ?? []), found]);
    for (const [method, found] of byMethod) {
      const { logicalId } = method.owner;
      const { uri } = method;
      const obstacle = cannotDeclare(method);
      const names = [...new Set(found.map(({ parameter }) => parameter))];
      for (const [index, { at, parameter }] of found.entries()) {
        if (obstacle) {
          yield {
            kind: 'blocked',
            at,
            logicalId,
            reason: `${parameter} cannot be declared on "${logicalId}", because ${obstacle}`,
          };
          continue;
        }
        // One group, so the first change can make the edits of all.
        yield {
          kind: 'change',
          at,
          logicalId,
          group: `${uri} ${logicalId} ${method.httpMethod} ${method.path}`,
          apply: (write) => {
            if (index === 0) declareParameters(write(uri), method, names);
          },
        };
      }
    }
  },
});

/** What must be declared for a source of a mapping, or `undefined` for a source of another kind. */
function declarationOf(source: string): string | undefined {
  const found = /^method\.request\.(path|(?:multivalue)?(?:querystring|header))\.(.+)$/.exec(source);
  return found ? `method.request.${found[1]!.replace('multivalue', '')}.${found[2]}` : undefined;
}

/** False where parameters are included or referred to, so that some may be declared elsewhere. */
function declarationsAreKnown({ owner, declaration, path }: Method): boolean {
  if (owner.kind === 'method') return isWrittenOut(owner.properties, 'RequestParameters');
  if (!('node' in declaration) || path === undefined) return false;
  const item = property(owner.body?.at, 'paths', path);
  return [item, declaration.node].every((holder) => isWrittenOut(holder, 'parameters') && !refersElsewhere(holder));
}

function refersElsewhere(holder: Parameters<typeof property>[0]): boolean {
  const parameters = property(holder, 'parameters');
  return parameters?.kind === 'sequence' && parameters.items.some((item) => property(item, 'name') === undefined);
}
