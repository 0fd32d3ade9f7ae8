import { asString, itemsOf, noValue, resolveAlias, type Node } from '../template/index';
import { readString } from './read-value';
import type { Assumptions, List, ListItem, Reference, Unknown, Value } from './value';

/**
 * Reads a list whose items, or which as a whole, may stand in `Fn::If`. `readItem` is called for every item that is
 * written out. A single value where a list belongs counts as a list of one, as CloudFormation takes it.
 */
export function readList<T>(node: Node | undefined, readItem: (item: Node) => T): List<T> | undefined {
  if (!node) return undefined;
  const items: ListItem<T>[] = [];
  const hidden: { unknown?: Unknown; reference?: Reference } = {};
  collect(node, []);
  return { items, at: node, ...hidden };

  function collect(written: Node, when: Assumptions): void {
    const value = resolveAlias(written);
    if (!value || noValue(value)) return;
    if (value.kind === 'sequence') for (const item of value.items) collectItem(item, when);
    else if (value.kind === 'intrinsic' && value.name === 'Fn::If') branch(value.argument, when, collect);
    else if (value.kind === 'intrinsic') hide(value, when);
    else if (asString(value) !== undefined || value.kind === 'mapping') items.push({ value: readItem(written), when });
  }

  function collectItem(written: Node, when: Assumptions): void {
    const value = resolveAlias(written);
    if (!value || noValue(value)) return;
    if (value.kind === 'intrinsic' && value.name === 'Fn::If') branch(value.argument, when, collectItem);
    else items.push({ value: readItem(written), when });
  }

  function branch(argument: Node, when: Assumptions, next: (node: Node, when: Assumptions) => void): void {
    const [name, whenTrue, whenFalse] = itemsOf(argument);
    const condition = name && asString(name);
    if (!condition) return;
    const uri = argument.section.uri;
    if (whenTrue) next(whenTrue, [...when, { uri, condition, holds: true }]);
    if (whenFalse) next(whenFalse, [...when, { uri, condition, holds: false }]);
  }

  function hide(value: Node, when: Assumptions): void {
    const read: Value<string> | undefined = readString(value);
    if (read?.kind === 'reference' && when.length === 0) hidden.reference = read;
    else hidden.unknown ??= { kind: 'unknown', because: 'the list is put together at deployment', at: value };
  }
}

/** Reads a list of strings. */
export function readStringList(node: Node | undefined): List<Value<string>> | undefined {
  return readList(node, (item) => readString(item) ?? { kind: 'unknown', because: 'the item is empty', at: item });
}
