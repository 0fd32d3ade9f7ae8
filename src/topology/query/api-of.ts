import type { Resource, RestApi } from '../model';
import { identified, soleOf } from '../settled';
import type { Topology } from '../topology';
import type { Value } from '../value';

/** The REST API of this set that a value names, or `undefined`. */
export function apiOf(topology: Topology, id: Value<string> | undefined): RestApi | undefined {
  const api = identified(soleOf(topology.resolve(id)));
  return api?.kind === 'rest-api' ? api : undefined;
}

/** The API that a resource of an API belongs to. */
export function apiOfPart(
  topology: Topology,
  part: Extract<Resource, { kind: 'method' | 'resource' | 'stage' | 'deployment' }>,
): RestApi | undefined {
  return apiOf(topology, part.restApi);
}
