/** `1 listener`, `2 listeners`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** The counts that are not zero, separated by commas. */
export function counts(entries: readonly (readonly [number, string, string?])[]): string {
  return entries
    .filter(([number]) => number > 0)
    .map(([number, one, many]) => count(number, one, many))
    .join(', ');
}

/** Each value once, in the order of its first appearance. */
export function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
