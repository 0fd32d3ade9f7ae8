import { asString, entryOf, resolveAlias, type Node } from '../../template/index';

/**
 * True when everything below `key` of a mapping is in the text: the key is missing, or its value is a mapping or list
 * that is no intrinsic and holds no include or merge at its top.
 */
export function isWrittenOut(owner: Node | undefined, key: string): boolean {
  const mapping = resolveAlias(owner);
  if (mapping?.kind !== 'mapping') return mapping === undefined;
  const entry = entryOf(mapping, key);
  if (!entry) return !mapping.entries.some(isMerge);
  const value = resolveAlias(entry.value);
  if (value?.kind === 'sequence') return value.items.every((item) => resolveAlias(item)?.kind !== 'intrinsic');
  return value?.kind === 'mapping' && !value.entries.some(isMerge);
}

function isMerge({ key }: { readonly key: Node }): boolean {
  return /^(Fn::.*|<<|\$ref)$/.test(asString(key) ?? '');
}
