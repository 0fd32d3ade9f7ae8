import type { TemplateDocument } from '../document';
import type { Entry, MappingNode } from '../node';

const cache = new WeakMap<TemplateDocument, MappingNode | undefined>();

/**
 * A whole document as one mapping, made of the entries of its sections; `undefined` where it has none. The mapping, and
 * that of a key whose children are sections of their own, stand for what is divided in the text: their spans are those
 * of the first section, and nothing is edited through them.
 */
export function rootOf(document: TemplateDocument): MappingNode | undefined {
  if (cache.has(document)) return cache.get(document);
  const entries = document.sections.flatMap((section): readonly Entry[] => {
    if (section.path.length > 1) return [];
    const own = section.entry ? [section.entry] : (section.undivided ?? []);
    return own.map((entry) => withChildren(document, entry));
  });
  const [first] = entries;
  const root = first && together(first, entries);
  cache.set(document, root);
  return root;
}

/** A header with the entries below it. Its own value is an empty null, which stands for nothing. */
function withChildren(document: TemplateDocument, entry: Entry): Entry {
  const { value } = entry;
  if (value.kind !== 'scalar' || value.value !== null || value.start !== value.end) return entry;
  const children = document.entries(String(entry.key.value));
  return children.length === 0 ? entry : { ...entry, value: together(entry, children) };
}

function together({ section, start, end }: Entry, entries: readonly Entry[]): MappingNode {
  return { kind: 'mapping', section, start, end, entries, flow: false };
}
