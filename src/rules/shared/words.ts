/** `80`, `80 and 443`, `80, 443 and 8080`: for lists in messages. */
export function listed(items: readonly (string | number)[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Logical ids in double quotes, as messages write them. */
export function quoted(names: readonly string[]): string {
  return listed(names.map((name) => `"${name}"`));
}
