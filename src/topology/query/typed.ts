import { property } from '../../template/index';
import { readString, type Resource, type Topology, type Value } from '../index';

const cache = new WeakMap<Topology, Map<string, Resource[]>>();

/** All resources of a CloudFormation type, for types that the topology gives no model of their own. */
export function resourcesOfType(topology: Topology, type: string): readonly Resource[] {
  let byType = cache.get(topology);
  if (!byType) {
    byType = new Map();
    for (const resource of topology.resources) {
      const same = byType.get(resource.type);
      if (same) same.push(resource);
      else byType.set(resource.type, [resource]);
    }
    cache.set(topology, byType);
  }
  return byType.get(type) ?? [];
}

/** A property of such a resource, by its path below `Properties`, read as a string. */
export function stringProperty(resource: Resource, ...path: string[]): Value<string> | undefined {
  return resource.properties && readString(property(resource.properties, ...path));
}
