import { property } from '../../template/index';
import { exportsOf, identified, keyOf, readString, type Resource, type Topology, type Value } from '../index';
import { resourcesOfType, stringProperty } from './typed';

const cache = new WeakMap<Topology, ReadonlySet<string>>();

/**
 * True when other templates can get hold of the resource: by an export, by a parameter of a nested stack or of Systems
 * Manager. They may then add to it: listeners to a balancer, rules to a listener. A listener is handed out by every output: services
 * nested beside it add their rules to it.
 */
export function isHandedOut(topology: Topology, resource: Resource): boolean {
  let handedOut = cache.get(topology);
  if (!handedOut) cache.set(topology, (handedOut = new Set(collect(topology))));
  return handedOut.has(keyOf(resource));
}

function* collect(topology: Topology): Iterable<string> {
  const exported = topology.documents.flatMap((document) =>
    exportsOf(document).map(({ value }) => readString(value.value)),
  );
  const parameters = topology
    .ofKind('nested-stack')
    .flatMap((stack) => (stack.parameters?.entries ?? []).map(({ value }) => value));
  const stored = resourcesOfType(topology, 'AWS::SSM::Parameter').map((parameter) =>
    stringProperty(parameter, 'Value'),
  );
  for (const resource of resourcesIn(topology, [...exported, ...parameters, ...stored])) yield keyOf(resource);
  const outputs = topology.documents.flatMap((document) =>
    document.entries('Outputs').map((entry) => readString(property(entry.value, 'Value'))),
  );
  for (const resource of resourcesIn(topology, outputs)) if (resource.kind === 'listener') yield keyOf(resource);
}

function* resourcesIn(topology: Topology, values: readonly (Value<string> | undefined)[]): Iterable<Resource> {
  for (const value of values) {
    for (const outcome of topology.resolve(value)) {
      const resource = identified(outcome.value);
      if (resource) yield resource;
    }
  }
}
