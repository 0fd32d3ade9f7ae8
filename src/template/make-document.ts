import { createLineIndex, type LineIndex, type Section, type Span } from '../text/index';
import type { Dialect, Language, Problem, TemplateDocument } from './document';
import type { Entry, Node } from './node';
import type { Placed } from './parse-pieces';
import { entriesOf, withMerged } from './read/mapping';
import { duplicate } from './syntax/normalise';
import type { ParsedSection } from './syntax/section';

/** What a document is made of. */
interface Parts {
  readonly uri: string;
  readonly text: string;
  readonly language: Language;
  readonly dialect: Dialect;
  readonly placed: readonly Placed[];
}

/** Puts the sections of one version together. */
export function makeDocument({ uri, text, language, dialect, placed }: Parts): TemplateDocument {
  const starts = new Map<Section, number>(placed.map(({ section, start }) => [section, start]));
  const sections = placed.map(({ section }) => section);
  const index = indexOf(sections);
  let lines: LineIndex | undefined;
  const keyed = new Map<string, ReadonlyMap<string, Entry>>();
  const entries = (top: string): readonly Entry[] => index.children(top);
  return {
    uri,
    text,
    language,
    dialect,
    sections,
    problems: [...sections.flatMap(({ problems }) => problems), ...duplicates(sections)],
    get lines() {
      return (lines ??= createLineIndex(text));
    },
    entries,
    entry: (top, key) => {
      let byKey = keyed.get(top);
      if (!byKey) keyed.set(top, (byKey = new Map(entries(top).map((entry) => [String(entry.key.value), entry]))));
      return byKey.get(key);
    },
    value: (top) => index.value(top),
    owns: (section) => starts.has(section),
    locate: ({ section, start, end }: Span) => {
      const base = starts.get(section);
      if (base === undefined)
        throw new RangeError(`A span of ${section.uri} does not belong to this version of ${uri}`);
      return { start: base + start, end: base + end };
    },
  };
}

interface Index {
  children(top: string): readonly Entry[];
  value(top: string): Node | undefined;
}

/** Finds what stands below each top-level key. Of a key that is there twice, the last counts. */
function indexOf(sections: readonly ParsedSection[]): Index {
  const values = new Map<string, Node>();
  const divided = new Map<string, Entry[]>();
  const put = ({ key, value }: Entry): void => {
    const top = String(key.value);
    divided.delete(top);
    values.set(top, value);
  };
  for (const section of sections) {
    const { kind, path, entry, undivided } = section;
    if (kind === 'header') {
      values.delete(path[0]);
      divided.set(path[0], []);
    } else if (kind === 'child') divided.get(path[0])?.push(...(entry ? [entry] : (undivided ?? [])));
    else for (const each of entry ? [entry] : (undivided ?? [])) put(each);
  }
  const merged = new Map<string, readonly Entry[]>();
  return {
    children: (top) => {
      let known = merged.get(top);
      const own = divided.get(top);
      if (!known) merged.set(top, (known = own ? withMerged(own) : entriesOf(values.get(top))));
      return known;
    },
    value: (top) => values.get(top),
  };
}

/** Keys that are there twice, where the two lie in different sections. */
function duplicates(sections: readonly ParsedSection[]): Problem[] {
  const found: Problem[] = [];
  const tops = new Set<string>();
  let ids = new Set<string>();
  for (const section of sections) {
    const key = section.entry?.key;
    const child = section.kind === 'child';
    if (!child) ids = new Set();
    if (!key) continue;
    const seen = child ? ids : tops;
    const name = String(key.value);
    if (seen.has(name) && name !== '<<') {
      found.push({ section, start: key.start, end: key.end, code: 'duplicate-key', message: duplicate(name) });
    }
    seen.add(name);
  }
  return found;
}
