import { parse, resolveAlias, type Entry, type Node } from '../../src/template/index';

/** The template as JSON: the same values, long intrinsics, no comments. */
export function toJson(text: string): string {
  const document = parse('test.yaml', text);
  const sections = new Map<string, unknown>();
  for (const section of document.sections) {
    const [topLevelKey] = section.path;
    if (section.entry && section.path.length === 1) sections.set(topLevelKey, valueOf(section.entry.value));
    else if (section.entry) {
      const group = (sections.get(topLevelKey) ?? {}) as Record<string, unknown>;
      sections.set(topLevelKey, { ...group, ...pairOf(section.entry) });
    }
  }
  return JSON.stringify(Object.fromEntries(sections), undefined, 2);
}

function valueOf(written: Node): unknown {
  const node = resolveAlias(written);
  switch (node?.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(valueOf);
    case 'mapping':
      return Object.assign({}, ...node.entries.map(pairOf)) as unknown;
    case 'intrinsic':
      return { [node.name]: valueOf(node.argument) };
    default:
      return null;
  }
}

function pairOf(entry: Entry): Record<string, unknown> {
  return { [String(entry.key.value)]: valueOf(entry.value) };
}
