import type { Span } from '../text/index';
import type {
  ApiResource,
  Integration,
  IntegrationBranch,
  MethodResource,
  NamedSpan,
  Operation,
  RestApi,
} from './model';
import { apiOfPart } from './query/api-of';
import { identified, soleOf, stringOf } from './settled';
import type { Topology } from './topology';
import type { Assumptions } from './value';

/**
 * One method of a REST API, wherever it is declared. A method with `Fn::If` around its whole integration counts once
 * for each branch, under the conditions of that branch.
 */
export interface Method {
  /** `undefined` where the API belongs to another template. */
  readonly api: RestApi | undefined;
  /** The resource that declares it: the method itself, or the API with the body. */
  readonly owner: MethodResource | RestApi;
  readonly declaration: MethodResource | Operation;
  /** The document that the declaration stands in: a template, or the file that an API's body is written in. */
  readonly uri: string;
  /** Such as `/orders/{id}`. `undefined` where a parent resource is not at hand. */
  readonly path: string | undefined;
  /** Upper case; `undefined` where it is not told. */
  readonly httpMethod: string | undefined;
  readonly integration: Integration | undefined;
  /** Declared parameters, as `method.request.path.id`. */
  readonly requestParameters: readonly NamedSpan[];
  /** Where to point: the logical id, or the key of the operation. */
  readonly at: Span;
  readonly when: Assumptions;
}

/** Joins method resources with their paths and APIs, and adds the operations of OpenAPI bodies. */
export function joinMethods(topology: Topology): readonly Method[] {
  const paths = new Map<ApiResource, string | undefined>();
  const declared = topology.ofKind('method').flatMap((method) =>
    branches(topology, method, method.integrations).map(({ integration, when }): Method => ({
      api: apiOfPart(topology, method),
      owner: method,
      declaration: method,
      uri: method.uri,
      path: pathOf(topology, method.resource, paths),
      httpMethod: stringOf(soleOf(topology.resolve(method.httpMethod)))?.toUpperCase(),
      integration,
      requestParameters: method.requestParameters,
      at: method.at,
      when,
    })),
  );
  const fromBodies = topology.ofKind('rest-api').flatMap((api) =>
    [...(api.body?.operations ?? []), ...api.events].flatMap((operation) =>
      branches(topology, api, operation.integrations).map(({ integration, when }): Method => ({
        api,
        owner: api,
        declaration: operation,
        uri: operation.at.section.uri,
        path: operation.path,
        httpMethod: operation.httpMethod,
        integration,
        requestParameters: operation.requestParameters,
        at: operation.at,
        when,
      })),
    ),
  );
  return [...declared, ...fromBodies];
}

/** The integrations that can come true where the owner is there. */
function branches(
  topology: Topology,
  owner: MethodResource | RestApi,
  integrations: readonly IntegrationBranch[],
): readonly IntegrationBranch[] {
  return integrations.flatMap(({ integration, when }) => {
    const together = topology.both(topology.whenPresent(owner), when);
    return together ? [{ integration, when: together }] : [];
  });
}

/** The path from the root of the API to the resource that `id` names. */
function pathOf(
  topology: Topology,
  id: MethodResource['resource'],
  known: Map<ApiResource, string | undefined>,
): string | undefined {
  const settled = soleOf(topology.resolve(id));
  if (settled?.kind === 'resource' && settled.resource.kind === 'rest-api' && settled.attribute === 'RootResourceId')
    return '/';
  const resource = identified(settled);
  if (resource?.kind !== 'resource') return undefined;
  if (known.has(resource)) return known.get(resource);
  // Set first, so that a circle of parents ends here.
  known.set(resource, undefined);
  const parent = pathOf(topology, resource.parent, known);
  const part = stringOf(soleOf(topology.resolve(resource.pathPart)));
  const path = parent === undefined || part === undefined ? undefined : `${parent === '/' ? '' : parent}/${part}`;
  known.set(resource, path);
  return path;
}
