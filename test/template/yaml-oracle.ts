import { isAlias, isMap, isScalar, isSeq, parseDocument, type Document, type ParsedNode } from 'yaml';
import type { Entry, Node, TemplateDocument } from '../../src/template/index';
import type { Span } from '../../src/text/index';

/** What the `yaml` package says of a whole text; `undefined` when the text is no valid YAML with a mapping at its root. */
export function readWhole(text: string): unknown {
  const document: Document.Parsed = parseDocument(text, {
    uniqueKeys: false,
    logLevel: 'error', // a second document is an error
    resolveKnownTags: false,
    prettyErrors: false,
  });
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const state = { text, oddKey: false };
  // Of the root only the entries are kept, no tag and no braces.
  const { entries } = read(document.contents, state) as { entries: unknown };
  return state.oddKey ? undefined : { entries };
}

interface State {
  readonly text: string;
  /** A function or a mapping as a key is valid YAML and makes no sense in a template. */
  oddKey: boolean;
}

function read(node: ParsedNode | null, state: State): unknown {
  if (node === null) return { value: null };
  const tag = node.tag?.startsWith('!') ? { tag: node.tag } : {};
  if (isAlias(node)) return { alias: node.source, start: node.range[0] };
  const [start, end] = node.range;
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      state.oddKey ||= !isScalar(key) || key.value === null || ((key as ParsedNode).tag?.startsWith('!') ?? false);
      return [read(key, state), read(value, state)];
    });
    return { ...tag, entries, ...(state.text[start] === '{' && state.text[end - 1] === '}' ? { start, end } : {}) };
  }
  if (isSeq(node))
    return { ...tag, items: node.items.map((item) => read(item, state)), ...(node.flow ? { start, end } : {}) };
  if (!isScalar(node)) throw new Error('unknown node');
  if (start === end) return { ...tag, value: null };
  const block = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL';
  return { ...tag, value: node.value, start, ...(block ? {} : { end }) };
}

/** The same, from the sections of a document. */
export function readSections(document: TemplateDocument): unknown {
  const { text } = document;
  const at = (span: Span): { start: number; end: number } => document.locate(span);
  const node = (value: Node): object => {
    switch (value.kind) {
      case 'scalar': {
        const { start, end } = at(value);
        if (start === end) return { value: null };
        return { value: value.value, start, ...(value.style === 'literal' || value.style === 'folded' ? {} : { end }) };
      }
      case 'alias':
        return { alias: value.name, start: at(value).start };
      case 'mapping':
        return { entries: value.entries.map(entry), ...braces(value) };
      case 'sequence':
        return { items: value.items.map(node), ...(value.flow ? at(value) : {}) };
      case 'intrinsic': {
        if (value.form === 'long') {
          return { entries: [[node(value.key!), node(value.argument)]], ...braces(value) };
        }
        const tag = at(value.tag!);
        return { tag: text.slice(tag.start, tag.end), ...node(value.argument) };
      }
    }
  };
  const braces = (value: Node): object => (text[at(value).start] === '{' ? at(value) : {});
  const entry = (value: Entry): [object, object] => [node(value.key), node(value.value)];
  const top: [object, object][] = [];
  let children: [object, object][] | undefined;
  for (const section of document.sections) {
    const entries = section.entry ? [section.entry] : (section.undivided ?? []);
    if (section.path.length === 2) {
      if (!children) top.at(-1)![1] = { entries: (children = []) };
      children.push(...entries.map(entry));
    } else {
      children = undefined;
      top.push(...entries.map(entry));
    }
  }
  return { entries: top };
}
