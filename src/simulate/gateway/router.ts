import type { MethodModel, ResourceModel } from '../model';

/** A resource and method that serve a request. */
export interface RouteMatch {
  readonly resource: ResourceModel;
  /** `ANY` or the method itself. */
  readonly methodKey: string;
  readonly method: MethodModel;
  /** Values as on the wire, percent-encoding kept. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

export interface Routing {
  readonly match?: RouteMatch;
  /** Other resources whose path fits: less specific ones that also serve the method, and those that lack it. */
  readonly others: readonly { readonly resource: ResourceModel; readonly lacksMethod: boolean }[];
}

/**
 * The methods `ANY` stands for.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
const anyMethods: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

interface Node {
  resource?: ResourceModel;
  readonly literals: Map<string, Node>;
  /** `{name}`; AWS allows one variable child per resource. */
  variable?: { readonly name: string; readonly node: Node };
  /** `{name+}`. */
  greedy?: { readonly name: string; readonly node: Node };
}

const tables = new WeakMap<readonly ResourceModel[], Node>();

/**
 * Finds what serves a path below the stage, e.g. `/users/42`.
 *
 * On each level a literal wins over `{x}` and that over `{x+}`; a branch that has no resource for the rest of the path,
 * or not the method, is left again for the next. The guide says a greedy resource leaves out what its siblings cover;
 * calls recorded on AWS show this fallback instead.
 * A trailing slash counts for nothing, and slashes at the start count as one.
 */
export function route(resources: readonly ResourceModel[], path: string, method: string): Routing {
  const found: Found[] = [];
  walk(tableFor(resources), segmentsOf(path), 0, [], found);

  let match: RouteMatch | undefined;
  const others: { resource: ResourceModel; lacksMethod: boolean }[] = [];
  for (const { resource, parameters } of found) {
    const methodKey = methodKeyOf(resource, method);
    if (methodKey === undefined) others.push({ resource, lacksMethod: true });
    else if (match) others.push({ resource, lacksMethod: false });
    else {
      match = {
        resource,
        methodKey,
        method: resource.methods[methodKey] as MethodModel,
        pathParameters: Object.fromEntries(parameters),
      };
    }
  }
  return match ? { match, others } : { others };
}

function methodKeyOf(resource: ResourceModel, method: string): string | undefined {
  if (method !== 'ANY' && Object.hasOwn(resource.methods, method)) return method;
  return Object.hasOwn(resource.methods, 'ANY') && anyMethods.has(method) ? 'ANY' : undefined;
}

function segmentsOf(path: string): string[] {
  const inner = path.replace(/^\/+/, '').replace(/\/+$/, '');
  return inner === '' ? [] : inner.split('/');
}

interface Found {
  readonly resource: ResourceModel;
  readonly parameters: readonly (readonly [string, string])[];
}

/** Collects all resources whose path fits, most specific first. */
function walk(
  node: Node,
  segments: readonly string[],
  depth: number,
  parameters: readonly (readonly [string, string])[],
  found: Found[],
): void {
  const segment = segments[depth];
  if (segment === undefined) {
    if (node.resource) found.push({ resource: node.resource, parameters });
    return;
  }
  const literal = node.literals.get(segment);
  if (literal) walk(literal, segments, depth + 1, parameters, found);
  if (node.variable && segment !== '') {
    walk(node.variable.node, segments, depth + 1, [...parameters, [node.variable.name, segment]], found);
  }
  if (node.greedy?.node.resource) {
    const rest = segments.slice(depth).join('/');
    found.push({ resource: node.greedy.node.resource, parameters: [...parameters, [node.greedy.name, rest]] });
  }
}

function tableFor(resources: readonly ResourceModel[]): Node {
  let root = tables.get(resources);
  if (!root) {
    root = emptyNode();
    for (const resource of resources) insert(root, resource);
    tables.set(resources, root);
  }
  return root;
}

function insert(root: Node, resource: ResourceModel): void {
  let node = root;
  for (const segment of segmentsOf(resource.path)) node = childFor(node, segment);
  // Two resources cannot share a path on AWS; should a template say so, the methods of both are kept.
  node.resource = node.resource
    ? { ...node.resource, methods: { ...resource.methods, ...node.resource.methods } }
    : resource;
}

function childFor(node: Node, segment: string): Node {
  const name = /^\{([^}+]+)(\+?)\}$/.exec(segment);
  if (!name) {
    let literal = node.literals.get(segment);
    if (!literal) node.literals.set(segment, (literal = emptyNode()));
    return literal;
  }
  if (name[2] === '+') return (node.greedy ??= { name: name[1] as string, node: emptyNode() }).node;
  return (node.variable ??= { name: name[1] as string, node: emptyNode() }).node;
}

function emptyNode(): Node {
  return { literals: new Map() };
}
