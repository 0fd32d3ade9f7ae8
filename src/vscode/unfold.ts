import type { TreeView } from '../service';

/**
 * The keys of the nodes that a fresh tree shows unfolded. What lies behind a link is repeated at every method over it,
 * so each node is unfolded where it is met first, and only there; after `limit` nodes the rest stays folded.
 */
export function chooseUnfolded(trees: readonly TreeView[], limit: number): ReadonlySet<string> {
  const keys = new Set<string>();
  const met = new Set<string>();
  const visit = (tree: TreeView): void => {
    if (met.size >= limit || met.has(tree.node.id)) return;
    met.add(tree.node.id);
    keys.add(tree.key);
    tree.children.forEach(visit);
  };
  trees.forEach(visit);
  return keys;
}
