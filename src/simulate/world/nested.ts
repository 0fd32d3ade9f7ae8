import { nestedUri, type Resource, type Topology } from '../../topology/index';

/** The templates that are deployed: all but those that only a stack under a condition that does not hold would nest. */
export function presentUris(topology: Topology, holds: (resource: Resource) => boolean): ReadonlySet<string> {
  const parents = new Map<string, Resource[]>();
  for (const stack of topology.ofKind('nested-stack')) {
    const uri = nestedUri(stack);
    if (uri !== undefined) parents.set(uri, [...(parents.get(uri) ?? []), stack]);
  }
  const present = new Set<string>();
  const isPresent = (uri: string, seen: readonly string[]): boolean => {
    const stacks = parents.get(uri);
    if (!stacks || seen.includes(uri)) return true;
    return stacks.some((stack) => holds(stack) && isPresent(stack.uri, [...seen, uri]));
  };
  for (const { uri } of topology.documents) if (isPresent(uri, [])) present.add(uri);
  return present;
}
