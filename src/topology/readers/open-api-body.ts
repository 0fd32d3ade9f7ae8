import { asString, entriesOf, itemsOf, property, resolveAlias, type Entry, type Node } from '../../template/index';
import type { NamedSpan, OpenApiBody, Operation } from '../model';
import { readOpenApiIntegrations } from './integration';

const httpMethods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-any-method.html */
const anyMethod = 'x-amazon-apigateway-any-method';

/** Reads the routes and integrations of an OpenAPI 3 or Swagger 2 document that is written in a template. */
export function readOpenApiBody(node: Node | undefined): OpenApiBody | undefined {
  const body = resolveAlias(node);
  if (!body) return undefined;
  const made =
    body.kind === 'intrinsic'
      ? body.name
      : body.kind === 'mapping' && property(body, 'Fn::Transform')
        ? 'Fn::Transform'
        : undefined;
  const operations: Operation[] = [];
  if (body.kind === 'mapping') {
    const security = securityOf(property(body, 'security'));
    for (const path of entriesOf(property(body, 'paths'))) operations.push(...readPath(path, security));
  }
  return { at: body, operations, unknown: made && `the body is made by ${made}` };
}

function readPath(pathEntry: Entry, security: readonly string[]): Operation[] {
  const path = asString(pathEntry.key);
  if (path === undefined || !path.startsWith('/')) return [];
  const shared = property(pathEntry.value, 'parameters');
  return entriesOf(pathEntry.value).flatMap((entry): Operation[] => {
    const key = asString(entry.key)?.toLowerCase() ?? '';
    if (key !== anyMethod && !httpMethods.has(key)) return [];
    const operation = resolveAlias(entry.value);
    if (!operation) return [];
    const own = property(operation, 'security');
    return [
      {
        path,
        httpMethod: key === anyMethod ? 'ANY' : key.toUpperCase(),
        at: entry.key,
        node: operation,
        integrations: readOpenApiIntegrations(property(operation, 'x-amazon-apigateway-integration')),
        requestParameters: [...parametersOf(shared), ...parametersOf(property(operation, 'parameters'))],
        security: own ? securityOf(own) : security,
        apiKeyRequired: (own ? securityOf(own) : security).includes('api_key'),
      },
    ];
  });
}

/** OpenAPI's `in` and `name`, in API Gateway's words. */
function parametersOf(node: Node | undefined): NamedSpan[] {
  const places: Record<string, string> = { path: 'path', query: 'querystring', header: 'header' };
  return itemsOf(resolveAlias(node)).flatMap((item) => {
    const nameNode = property(item, 'name');
    const name = asString(nameNode);
    const place = places[asString(property(item, 'in')) ?? ''];
    return nameNode && name && place ? [{ name: `method.request.${place}.${name}`, at: nameNode }] : [];
  });
}

function securityOf(node: Node | undefined): string[] {
  return itemsOf(resolveAlias(node)).flatMap((item) => entriesOf(item).flatMap((entry) => asString(entry.key) ?? []));
}
