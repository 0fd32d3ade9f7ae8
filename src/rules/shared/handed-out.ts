import { exportsOf, identified, keyOf, readString, type Resource, type Topology } from '../../topology/index';

const cache = new WeakMap<Topology, ReadonlySet<string>>();

/**
 * True when other templates can get hold of the resource, by an export or as a parameter of a nested stack. They may
 * then add to it: listeners to a balancer, rules to a listener.
 */
export function isHandedOut(topology: Topology, resource: Resource): boolean {
  let handedOut = cache.get(topology);
  if (!handedOut) cache.set(topology, (handedOut = new Set(collect(topology))));
  return handedOut.has(keyOf(resource));
}

function* collect(topology: Topology): Iterable<string> {
  const outputs = topology.documents.flatMap((document) =>
    exportsOf(document).map(({ value }) => readString(value.value)),
  );
  const parameters = topology
    .ofKind('nested-stack')
    .flatMap((stack) => (stack.parameters?.entries ?? []).map(({ value }) => value));
  for (const value of [...outputs, ...parameters]) {
    for (const outcome of topology.resolve(value)) {
      const resource = identified(outcome.value);
      if (resource) yield keyOf(resource);
    }
  }
}
