import type { Entry, Node } from '../node';
import { resolveAlias } from './alias';

/** How deeply `<<` may refer to mappings with `<<`. */
const maxMergeDepth = 200;

/**
 * The entries of a mapping, looked up through aliases; none for any other node.
 *
 * `<<: *defaults` is not among them: the entries it brings in come after the mapping's own, those with a key that is
 * there already left out, as YAML's merge key says (https://yaml.org/type/merge.html).
 */
export function entriesOf(node: Node | undefined): readonly Entry[] {
  const mapping = resolveAlias(node);
  return mapping?.kind === 'mapping' ? withMerged(mapping.entries) : [];
}

/** The entries of one mapping, with those that its merge keys bring in in place of these keys. */
export function withMerged(entries: readonly Entry[]): readonly Entry[] {
  if (!entries.some(isMerge)) return entries;
  const own = entries.filter((entry) => !isMerge(entry));
  const taken = new Set(own.map(({ key }) => String(key.value)));
  const merged: Entry[] = [];
  const seen = new Set<Node>();
  for (const entry of entries) if (isMerge(entry)) merge(entry.value, { taken, seen, merged }, 0);
  return [...own, ...merged];
}

interface Merge {
  readonly taken: Set<string>;
  /** What has been merged already: a second time brings nothing new, and keeps alias bombs from growing. */
  readonly seen: Set<Node>;
  readonly merged: Entry[];
}

function merge(node: Node, into: Merge, depth: number): void {
  const source = resolveAlias(node);
  if (depth > maxMergeDepth || !source || into.seen.has(source)) return;
  into.seen.add(source);
  if (source.kind === 'sequence') for (const item of source.items) merge(item, into, depth + 1);
  if (source.kind !== 'mapping') return;
  for (const entry of source.entries) {
    const name = String(entry.key.value);
    if (isMerge(entry) || into.taken.has(name)) continue;
    into.taken.add(name);
    into.merged.push(entry);
  }
  for (const entry of source.entries) if (isMerge(entry)) merge(entry.value, into, depth + 1);
}

function isMerge({ key, value }: Entry): boolean {
  return (
    key.value === '<<' &&
    key.style === 'plain' &&
    (value.kind === 'alias' || value.kind === 'mapping' || value.kind === 'sequence')
  );
}

/** The entry of a key; of duplicates the last, as CloudFormation reads them. Looks through aliases, not through functions. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  const mapping = resolveAlias(node);
  if (mapping?.kind !== 'mapping') return undefined;
  const own = mapping.entries.findLast((entry) => entry.key.value === key && !isMerge(entry));
  return (
    own ??
    (mapping.entries.some(isMerge)
      ? entriesOf(mapping).find((entry) => named(entry, key))
      : findByText(mapping.entries, key))
  );
}

/** A key such as `80` is a number in YAML and is meant as its text. */
function findByText(entries: readonly Entry[], key: string): Entry | undefined {
  return entries.findLast((entry) => named(entry, key));
}

function named({ key }: Entry, name: string): boolean {
  return String(key.value) === name || key.source === name;
}

/** The value below one key after another: `property(resource, 'Properties', 'Port')`. The value itself may be an alias. */
export function property(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let current = node;
  for (const key of keys) {
    current = entryOf(current, key)?.value;
    if (!current) return undefined;
  }
  return current;
}

/** The items of a sequence, looked up through aliases; none for any other node. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  const sequence = resolveAlias(node);
  return sequence?.kind === 'sequence' ? sequence.items : [];
}
