import type { Reference, Value } from '../index';

/** Every look-up inside a value, in the order of the text. */
export function referencesIn(value: Value<unknown> | undefined): readonly Reference[] {
  switch (value?.kind) {
    case 'reference':
      return [value, ...insideOf(value)];
    case 'choice':
      return [...referencesIn(value.whenTrue), ...referencesIn(value.whenFalse)];
    case 'text':
      return value.parts.flatMap(referencesIn);
    default:
      return [];
  }
}

function insideOf({ target }: Reference): readonly Reference[] {
  switch (target.to) {
    case 'export':
      return referencesIn(target.name);
    case 'mapping':
      return [target.map, target.first, target.second].flatMap(referencesIn);
    case 'item':
      return target.list.items.flatMap((item) => referencesIn(item.value));
    default:
      return [];
  }
}
