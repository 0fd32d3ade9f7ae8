import {
  asString,
  entriesOf,
  itemsOf,
  property,
  resolveAlias,
  rootOf,
  type Entry,
  type Node,
  type TemplateDocument,
} from '../../template/index';
import type { NamedSpan, OpenApiBody, Operation } from '../model';
import { readBranches } from '../read-branches';
import type { Assumptions } from '../value';
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
  return {
    at: body,
    operations: readOperations(body, (path, security) => readPath(path, security, false)),
    unknown: made && `the body is made by ${made}`,
  };
}

const bodies = new WeakMap<TemplateDocument, OpenApiBody>();

/** Reads a document of its own. Kept with the document, and each path with its entry. */
export function readOpenApiFile(document: TemplateDocument): OpenApiBody | undefined {
  const known = bodies.get(document);
  if (known) return known;
  const root = rootOf(document);
  if (!root) return undefined;
  const operations = readOperations(root, readPathOfFile);
  // What a body that cannot be read as a whole leaves out is not known.
  const problem = document.problems.find(({ code }) => code === 'syntax' || code === 'limit');
  const body = { at: root, operations, unknown: problem && 'its file cannot be read as a whole' };
  bodies.set(document, body);
  return body;
}

function readOperations(
  body: Node,
  read: (path: Entry, security: readonly string[]) => readonly Operation[],
): readonly Operation[] {
  if (body.kind !== 'mapping') return [];
  const security = securityOf(property(body, 'security'));
  return entriesOf(property(body, 'paths')).flatMap((path) => read(path, security));
}

const paths = new WeakMap<Entry, { readonly security: string; readonly operations: readonly Operation[] }>();

function readPathOfFile(path: Entry, security: readonly string[]): readonly Operation[] {
  const known = paths.get(path);
  const names = security.join('\n');
  if (known?.security === names) return known.operations;
  const operations = readPath(path, security, true);
  // What is reached through an alias may change while the entry does not.
  if (!path.section.text.includes('*')) paths.set(path, { security: names, operations });
  return operations;
}

function readPath(pathEntry: Entry, security: readonly string[], inFile: boolean): readonly Operation[] {
  const path = asString(pathEntry.key);
  if (path === undefined || !path.startsWith('/')) return [];
  return readBranches(pathEntry.value).flatMap(({ node, when }) =>
    node ? readPathItem(path, node, when, security, inFile) : [],
  );
}

/** The operations of a path, each branch of one that `Fn::If` chooses under the conditions of that branch. */
function readPathItem(
  path: string,
  item: Node,
  when: Assumptions,
  security: readonly string[],
  inFile: boolean,
): readonly Operation[] {
  const shared = property(item, 'parameters');
  return entriesOf(item).flatMap((entry): readonly Operation[] => {
    const key = asString(entry.key)?.toLowerCase() ?? '';
    if (key !== anyMethod && !httpMethods.has(key)) return [];
    return readBranches(entry.value, when).flatMap(({ node: operation, when: chosen }): readonly Operation[] => {
      if (!operation) return [];
      const own = property(operation, 'security');
      const integrations = readOpenApiIntegrations(property(operation, 'x-amazon-apigateway-integration'), inFile);
      return [
        {
          path,
          httpMethod: key === anyMethod ? 'ANY' : key.toUpperCase(),
          at: entry.key,
          node: operation,
          integrations: integrations.map((one) => ({ ...one, when: [...chosen, ...one.when] })),
          requestParameters: [...parametersOf(shared), ...parametersOf(property(operation, 'parameters'))],
          security: own ? securityOf(own) : security,
          apiKeyRequired: (own ? securityOf(own) : security).includes('api_key'),
        },
      ];
    });
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
