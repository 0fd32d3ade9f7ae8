import {
  asString,
  readGetAtt,
  itemsOf,
  resolveAlias,
  subParts,
  type Entry,
  type IntrinsicNode,
  type Node,
} from '../../template/index';
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
  const known = names.get(entry);
  if (known) return known;
  const found: Found = { names: new Set(resource.dependsOn.map(({ name }) => name)), usesAlias: false };
  collect(entry.value, found, 0);
  // What an alias stands for may change while this entry does not.
  if (!found.usesAlias) names.set(entry, found.names);
  return found.names;
}

interface Found {
  readonly names: Set<string>;
  usesAlias: boolean;
}

/** Aliases may hold aliases; a circle of them ends here. */
const maxDepth = 50;

function collect(written: Node, found: Found, depth: number): void {
  if (written.kind === 'alias') found.usesAlias = true;
  const node = depth > maxDepth ? undefined : resolveAlias(written);
  if (node?.kind === 'sequence') for (const item of node.items) collect(item, found, depth + 1);
  else if (node?.kind === 'mapping') for (const { value } of node.entries) collect(value, found, depth + 1);
  else if (node?.kind === 'intrinsic') collectFrom(node, found, depth);
}

function collectFrom(node: IntrinsicNode, found: Found, depth: number): void {
  if (node.name === 'Ref') found.names.add(asString(node.argument) ?? '');
  else if (node.name === 'Fn::GetAtt') found.names.add(readGetAtt(node)?.logicalId ?? '');
  else if (node.name === 'Fn::Sub') {
    for (const part of subParts(node)?.parts ?? [])
      if (part.kind !== 'literal') found.names.add(part.name.split('.')[0] ?? '');
    for (const item of itemsOf(node.argument)) collect(item, found, depth + 1);
  } else collect(node.argument, found, depth + 1);
}
