import type { IntrinsicName, Node } from '../node';
import { dividedKeys } from '../split/piece';

/**
 * What may stand in a place: any value, a condition, or a mapping from logical ids to one of these.
 * A mapping of ids is never taken for a function, not even where its only key is `Fn::ForEach::Zones`.
 */
export type Expected = 'value' | 'condition' | 'ids' | 'condition-ids';

/** What stands below a top-level key. */
export function expectedUnder(topLevelKey: string): Expected {
  if (topLevelKey === 'Conditions') return 'condition-ids';
  return dividedKeys.has(topLevelKey) ? 'ids' : 'value';
}

/** What stands below the keys of a mapping. */
export function expectedInside(expected: Expected): Expected {
  return expected === 'condition-ids' ? 'condition' : 'value';
}

/**
 * The intrinsic function that a mapping with this single key spells out in long form.
 * `Condition: Name` is one only where a condition is expected.
 */
export function longName(key: unknown, expected: Expected): IntrinsicName | undefined {
  if (typeof key !== 'string' || expected === 'ids' || expected === 'condition-ids') return undefined;
  if (key === 'Ref' || (expected === 'condition' && key === 'Condition')) return key;
  return key.startsWith('Fn::') && key.length > 4 ? (key as IntrinsicName) : undefined;
}

/** The intrinsic function of a local tag such as `!Sub`; `undefined` for YAML's own tags (`!!str`) and odd ones. */
export function shortName(tag: string): IntrinsicName | undefined {
  const match = /^!([A-Za-z][\w.:-]*)$/.exec(tag);
  if (!match) return undefined;
  const name = match[1]!;
  if (name === 'Ref' || name === 'Condition') return name;
  return name.startsWith('Fn::') ? (name as IntrinsicName) : `Fn::${name}`;
}

/** What stands in the argument of a function. */
export function expectedOf(name: IntrinsicName): Expected {
  return name === 'Fn::And' || name === 'Fn::Or' || name === 'Fn::Not' ? 'condition' : 'value';
}

/** What is said of the second of two equal keys. */
export function duplicate(key: string): string {
  return `"${key}" is already a key of this mapping; the last one would win`;
}

/** A merge key's name. */
export const mergeKey = '<<';

/** True when two keys of one mapping with this text would clash: merge keys may repeat. */
export function mustBeUnique(key: Node): boolean {
  return !(key.kind === 'scalar' && key.value === mergeKey);
}
