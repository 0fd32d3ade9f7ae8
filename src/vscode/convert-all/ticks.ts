/** Which groups of files are to be converted. */
export interface Ticks {
  has(key: string): boolean;
  /** True when all of these groups are ticked; false for none at all. */
  hasAll(keys: readonly string[]): boolean;
  /** Ticks or unticks these groups; those that cannot be ticked stay as they are. */
  set(keys: readonly string[], ticked: boolean): void;
  readonly count: number;
}

/** Starts with some of the groups that can be ticked. */
export function createTicks(tickable: readonly string[], first: readonly string[]): Ticks {
  const possible = new Set(tickable);
  const ticked = new Set(first.filter((key) => possible.has(key)));
  return {
    has: (key) => ticked.has(key),
    hasAll: (keys) => keys.length > 0 && keys.every((key) => ticked.has(key)),
    set(keys, value) {
      for (const key of keys) {
        if (value && possible.has(key)) ticked.add(key);
        if (!value) ticked.delete(key);
      }
    },
    get count() {
      return ticked.size;
    },
  };
}
