import { asString, readGetAtt, itemsOf, resolveAlias, subParts, type Entry, type Node } from '../../template/index';
import type { Resource, Topology } from '../index';

const names = new WeakMap<Entry, ReadonlySet<string>>();

/**
 * True when CloudFormation makes `resource` only after `other` of the same template: it names it in `DependsOn`, refers
 * to it, or does so by way of others.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
 */
export function dependsOn(topology: Topology, resource: Resource, other: Resource): boolean {
  return resource.uri === other.uri && dependencies(topology, resource).has(other.logicalId);
}

/** The logical ids of everything that CloudFormation makes before a resource. */
export function dependencies(topology: Topology, resource: Resource): ReadonlySet<string> {
  const reached = new Set<string>();
  const open: Resource[] = [resource];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const name of namesIn(next.entry, next)) {
      if (reached.has(name)) continue;
      reached.add(name);
      const dependency = topology.find(resource.uri, name);
      if (dependency) open.push(dependency);
    }
  }
  return reached;
}

/** Every name that a resource refers to or depends on; some are parameters. */
export function namesIn(entry: Entry, resource: Resource): ReadonlySet<string> {
  let found = names.get(entry);
  if (!found) {
    const collected = new Set(resource.dependsOn.map(({ name }) => name));
    collect(entry.value, collected, 0);
    names.set(entry, (found = collected));
  }
  return found;
}

function collect(written: Node, into: Set<string>, depth: number): void {
  const node = written.kind === 'alias' && depth < 20 ? resolveAlias(written) : written;
  if (!node) return;
  if (node.kind === 'sequence') for (const item of node.items) collect(item, into, depth + 1);
  else if (node.kind === 'mapping') for (const { value } of node.entries) collect(value, into, depth + 1);
  else if (node.kind === 'intrinsic') collectFrom(node, into, depth);
}

function collectFrom(node: Extract<Node, { kind: 'intrinsic' }>, into: Set<string>, depth: number): void {
  if (node.name === 'Ref') into.add(asString(node.argument) ?? '');
  else if (node.name === 'Fn::GetAtt') into.add(readGetAtt(node)?.logicalId ?? '');
  else if (node.name === 'Fn::Sub') {
    for (const part of subParts(node)?.parts ?? [])
      if (part.kind !== 'literal') into.add(part.name.split('.')[0] ?? '');
    for (const item of itemsOf(node.argument)) collect(item, into, depth + 1);
  } else collect(node.argument, into, depth + 1);
}
