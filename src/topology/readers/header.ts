import {
  asString,
  itemsOf,
  property,
  resolveAlias,
  type Entry,
  type MappingNode,
  type Node,
} from '../../template/index';
import { readString } from '../read-value';
import type { NamedSpan, ResourceBase, StringMap } from '../model';

/** Reads what every resource has, whatever its type. `undefined` for an entry that is no mapping with a `Type`. */
export function readHeader(entry: Entry): ResourceBase | undefined {
  const body = resolveAlias(entry.value);
  const type = body && asString(property(body, 'Type'));
  const logicalId = asString(entry.key);
  if (!body || !type || !logicalId) return undefined;
  const properties = resolveAlias(property(body, 'Properties'));
  return {
    uri: entry.section.uri,
    logicalId,
    type,
    entry,
    at: entry.key,
    properties: properties?.kind === 'mapping' ? properties : undefined,
    condition: named(property(body, 'Condition')),
    dependsOn: namesIn(property(body, 'DependsOn')),
    deletionPolicy: asString(property(body, 'DeletionPolicy')),
    updateReplacePolicy: asString(property(body, 'UpdateReplacePolicy')),
  };
}

/** Reads a mapping of names to strings. Entries that are no scalars or intrinsics are left out. */
export function readStringMap(node: Node | undefined): StringMap | undefined {
  const mapping = resolveAlias(node);
  if (mapping?.kind !== 'mapping') return undefined;
  const entries = mapping.entries.flatMap(({ key, value: written }) => {
    const name = asString(key);
    const value = readString(written);
    return name !== undefined && value ? [{ key: name, keyAt: key, value }] : [];
  });
  return { at: mapping, entries };
}

/** Reads a list of `{ Key, Value }`, the shape of balancer and group attributes. */
export function readAttributes(node: Node | undefined): StringMap | undefined {
  const list = resolveAlias(node);
  if (list?.kind !== 'sequence') return undefined;
  const entries = list.items.flatMap((item) => {
    const key = property(item, 'Key');
    const name = asString(key);
    const value = readString(property(item, 'Value'));
    return key && name !== undefined && value ? [{ key: name, keyAt: key, value }] : [];
  });
  return { at: list, entries };
}

/** The keys of a mapping, such as the declared `RequestParameters` of a method. */
export function readKeys(node: Node | undefined): NamedSpan[] {
  const mapping = resolveAlias(node);
  if (mapping?.kind !== 'mapping') return [];
  return mapping.entries.flatMap(({ key }) => named(key) ?? []);
}

/** The node of one property, by its path below `Properties`. */
export function propertyOf(properties: MappingNode | undefined, ...path: string[]): Node | undefined {
  return properties && property(properties, ...path);
}

function named(node: Node | undefined): NamedSpan | undefined {
  const name = asString(node);
  return node && name !== undefined ? { name, at: node } : undefined;
}

function namesIn(node: Node | undefined): NamedSpan[] {
  if (!node) return [];
  const value = resolveAlias(node);
  return (value?.kind === 'sequence' ? itemsOf(value) : [node]).flatMap((item) => named(item) ?? []);
}
