import type { Node } from '../node';

/** How many aliases in a row are followed. */
const maxHops = 50;

/** The value behind an alias, or the node itself; `undefined` where there is none, or where the alias has no target. */
export function resolveAlias(node: Node | undefined): Exclude<Node, { kind: 'alias' }> | undefined {
  let current = node;
  for (let hop = 0; hop < maxHops; hop++) {
    if (current?.kind !== 'alias') return current;
    current = current.target;
  }
  return undefined;
}
