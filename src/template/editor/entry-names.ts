import type { Entry } from '../node';

const known = new WeakMap<readonly Entry[], ReadonlyMap<string, readonly number[]>>();

/** The positions of entries by their names, in the order of the text. The list must not change. */
export function positionsByName(entries: readonly Entry[]): ReadonlyMap<string, readonly number[]> {
  let positions = known.get(entries) as Map<string, number[]> | undefined;
  if (positions) return positions;
  positions = new Map();
  for (const [index, entry] of entries.entries()) {
    for (const name of namesOf(entry)) {
      const same = positions.get(name);
      if (same) same.push(index);
      else positions.set(name, [index]);
    }
  }
  known.set(entries, positions);
  return positions;
}

/** True when an entry goes by a name. */
export function isNamed(entry: Entry, name: string): boolean {
  return namesOf(entry).includes(name);
}

/** A key such as `200` is a number in YAML and is meant as its text. */
function namesOf({ key }: Entry): readonly string[] {
  return typeof key.value === 'string' ? [key.value] : [key.source];
}
