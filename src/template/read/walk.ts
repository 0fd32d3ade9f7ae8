import type { TemplateSection } from '../document';
import type { AliasNode, Entry, IntrinsicNode, Node } from '../node';

/** What stands around a node on the way down: the nodes and entries above it, outermost first. */
export type Parents = readonly (Node | Entry)[];

/**
 * Calls `visit` for a node and everything below it, depth first, in the order of the text. Keys are not visited.
 * Does not follow aliases, so every node is visited once. A visitor that returns `false` keeps the walk from going below.
 */
export function walk(node: Node, visit: (node: Node, parents: Parents) => void | false): void {
  const parents: (Node | Entry)[] = [];
  const below = (current: Node): void => {
    if (visit(current, parents) === false) return;
    parents.push(current);
    if (current.kind === 'mapping') {
      for (const entry of current.entries) {
        parents.push(entry);
        below(entry.value);
        parents.pop();
      }
    } else if (current.kind === 'sequence') current.items.forEach(below);
    else if (current.kind === 'intrinsic') below(current.argument);
    parents.pop();
  };
  below(node);
}

/** The intrinsic functions in a node and below it, outer ones first. Does not follow aliases. */
export function intrinsics(node: Node): readonly IntrinsicNode[] {
  const found: IntrinsicNode[] = [];
  walk(node, (current) => {
    if (current.kind === 'intrinsic') found.push(current);
  });
  return found;
}

/** The aliases in a section, in the order of the text. */
export function aliasesIn({ entry, undivided }: TemplateSection): readonly AliasNode[] {
  const found: AliasNode[] = [];
  for (const { value } of entry ? [entry] : (undivided ?? [])) {
    walk(value, (current) => {
      if (current.kind === 'alias') found.push(current);
    });
  }
  return found;
}
