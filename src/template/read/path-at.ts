import type { Range } from '../../text/index';
import type { TemplateDocument } from '../document';
import type { Entry, Node } from '../node';

/**
 * The keys that lead to the value or key at a range, such as `Resources`, `Get`, `Properties`, `Integration`, `Uri`.
 * Items of lists and intrinsic functions add nothing, so the path stays when an item is added before.
 */
export function keysTo(document: TemplateDocument, range: Range): readonly string[] {
  for (const section of document.sections) {
    const { start, end } = document.locate({ section, start: 0, end: section.text.length });
    if (range.start < start || range.end > end) continue;
    const within = { start: range.start - start, end: range.end - start };
    const entries = section.entry ? [section.entry] : (section.undivided ?? []);
    return [...section.path.slice(0, -1), ...inEntries(entries, within)];
  }
  return [];
}

function inEntries(entries: readonly Entry[], within: Range): readonly string[] {
  const entry = entries.find((each) => holds(each, within));
  return entry ? [String(entry.key.value), ...inNode(entry.value, within)] : [];
}

function inNode(node: Node, within: Range): readonly string[] {
  if (!holds(node, within)) return [];
  if (node.kind === 'mapping') return inEntries(node.entries, within);
  if (node.kind === 'intrinsic') return inNode(node.argument, within);
  const item = node.kind === 'sequence' ? node.items.find((each) => holds(each, within)) : undefined;
  return item ? inNode(item, within) : [];
}

function holds(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
