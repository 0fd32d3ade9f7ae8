import { asString, entriesOf, property } from '../../template/index';
import type { Span } from '../../text/index';
import {
  identified,
  keyOf,
  soleOf,
  stringOf,
  type ApiResource,
  type Assumptions,
  type RestApi,
  type Topology,
} from '../index';

/** One segment of the paths of an API, from a resource or from a path of an OpenAPI body. */
export interface PathPart {
  /** One key for the place above it; equal keys are one place. */
  readonly parent: string;
  /** The text of the segment above; `undefined` at the root or where it is not told. */
  readonly parentPart: string | undefined;
  readonly part: string;
  readonly owner: ApiResource | RestApi;
  readonly at: Span;
  readonly when: Assumptions;
}

const cache = new WeakMap<Topology, readonly PathPart[]>();

/** All segments of all APIs that are told, in the order of the text. A segment that several paths share comes once. */
export function pathParts(topology: Topology): readonly PathPart[] {
  let parts = cache.get(topology);
  if (!parts) {
    parts = [
      ...topology.ofKind('resource').flatMap((resource) => partOfResource(topology, resource)),
      ...topology.ofKind('rest-api').flatMap((api) => [...partsOfBody(topology, api)]),
    ];
    cache.set(topology, parts);
  }
  return parts;
}

function partOfResource(topology: Topology, resource: ApiResource): PathPart[] {
  const part = stringOf(soleOf(topology.resolve(resource.pathPart)));
  const above = soleOf(topology.resolve(resource.parent));
  const parent = identified(above);
  const isRoot =
    above?.kind === 'resource' && above.resource.kind === 'rest-api' && above.attribute === 'RootResourceId';
  const place = isRoot ? above.resource : parent?.kind === 'resource' ? parent : undefined;
  if (part === undefined || !place) return [];
  return [
    {
      parent: keyOf(place),
      parentPart: place.kind === 'resource' ? stringOf(soleOf(topology.resolve(place.pathPart))) : undefined,
      part,
      owner: resource,
      at: resource.pathPart?.at ?? resource.at,
      when: topology.whenPresent(resource),
    },
  ];
}

function* partsOfBody(topology: Topology, api: RestApi): Iterable<PathPart> {
  const seen = new Set<string>();
  for (const { key } of entriesOf(property(api.body?.at, 'paths'))) {
    const path = asString(key);
    if (!path?.startsWith('/')) continue;
    const segments = path.split('/').filter((segment) => segment !== '');
    for (const [index, part] of segments.entries()) {
      const parent = `${keyOf(api)} body ${segments.slice(0, index).join('/')}`;
      if (seen.has(`${parent}/${part}`)) continue;
      seen.add(`${parent}/${part}`);
      const parentPart = segments[index - 1];
      yield { parent, parentPart, part, owner: api, at: key, when: topology.whenPresent(api) };
    }
  }
}
