import type { TemplateDocument } from '../document';
import type { AliasNode, Entry, Node } from '../node';
import { isEntry, isTopLevel, nodesIn, type Family } from './family';
import type { TopLevel } from './top-level';

/** The reason to refuse a change inside a value that other places use through an alias. */
export function sharedReason(name: string): string {
  return `The value "&${name}" is also used elsewhere as "*${name}", where this change would apply too`;
}

/** The aliases that stand for an anchored node. */
export function usesOf(document: TemplateDocument, family: Family, node: Node): AliasNode[] {
  if (node.anchor === undefined) return [];
  return family.aliases().filter(({ name, target }) => {
    // The target of an alias that was parsed with an earlier version of the anchor's section is known by name only.
    return name === node.anchor && (target === undefined || target === node || !document.owns(target.section));
  });
}

/** The anchored nodes inside a part, the part itself included. */
export function anchorsIn(part: Entry | Node | TopLevel): Node[] {
  const roots = isTopLevel(part) ? [part.entry, ...part.children] : [part];
  const found: Node[] = [];
  for (const root of roots) {
    for (const node of nodesIn(isEntry(root) ? root.value : root)) if (node.anchor !== undefined) found.push(node);
  }
  return found;
}
