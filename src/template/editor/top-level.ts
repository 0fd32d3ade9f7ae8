import type { Range } from '../../text/index';
import type { TemplateDocument, TemplateSection } from '../document';
import type { Entry } from '../node';
import { isAbsent } from './editor';

/** A top-level key of a template with all that stands below it. */
export interface TopLevel {
  readonly key: string;
  /** From the key's first character to the value's last. */
  readonly range: Range;
  /** Offset behind the key's colon. */
  readonly valueStart: number;
  /** The braces around the entries, where the entries are sections of their own. */
  readonly braces: Range | undefined;
  /** The entry of the key. Its value is in it only when the entries below are no sections of their own. */
  readonly entry: Entry;
  readonly divided: boolean;
  /** The entries below, where each is a section of its own. */
  readonly children: readonly Entry[];
}

/** The top-level keys of a document, in the order of the text. Keys whose text cannot be read are left out. */
export function topLevelsOf(document: TemplateDocument): TopLevel[] {
  const result: TopLevel[] = [];
  const { sections } = document;
  for (let i = 0; i < sections.length; i++) {
    const section = sections[i]!;
    if (section.path.length === 2) continue;
    for (const entry of section.undivided ?? []) result.push(wholeTop(document, entry));
    if (!section.entry) continue;
    const below = childrenAfter(sections, i);
    const braces = isAbsent(section.entry.value) ? bracesOf(document, section.entry, below) : undefined;
    const divided = below.length > 0 || braces !== undefined;
    result.push(divided ? dividedTop(document, section.entry, below, braces) : wholeTop(document, section.entry));
  }
  return result;
}

/** The braces around the whole template: always in JSON, in YAML where it is one flow mapping. */
export function outerBraces(document: TemplateDocument, tops: readonly TopLevel[]): Range | undefined {
  const [first, last] = [tops[0], tops.at(-1)];
  if (!first || !last) return undefined;
  // Only a short stretch before the first key: comments, a byte order mark and a document marker.
  const before = withoutComments(document.text.slice(0, first.range.start), document.language === 'json');
  if (!before.endsWith('{')) return undefined;
  const close = skipForward(document, last.range.end);
  return document.text.charAt(close) === '}' ? { start: before.length - 1, end: close + 1 } : undefined;
}

function childrenAfter(sections: readonly TemplateSection[], index: number): Entry[] {
  const key = sections[index]!.path[0];
  const children: Entry[] = [];
  for (let i = index + 1; sections[i]?.path.length === 2 && sections[i]!.path[0] === key; i++) {
    const { entry, undivided } = sections[i]!;
    children.push(...(entry ? [entry] : (undivided ?? [])));
  }
  return children;
}

function wholeTop(document: TemplateDocument, entry: Entry): TopLevel {
  const range = document.locate(entry);
  const valueStart = behindColon(document, entry);
  const end = Math.max(range.end, isAbsent(entry.value) ? valueStart : 0);
  const shape = { braces: undefined, entry, divided: false, children: [] };
  return { key: keyOf(entry), range: { start: range.start, end }, valueStart, ...shape };
}

function dividedTop(
  document: TemplateDocument,
  entry: Entry,
  children: readonly Entry[],
  braces: Range | undefined,
): TopLevel {
  const { start } = document.locate(entry);
  const last = children.at(-1);
  const end = braces?.end ?? (last ? document.locate(last).end : start);
  const valueStart = behindColon(document, entry);
  return { key: keyOf(entry), range: { start, end }, valueStart, braces, entry, divided: true, children };
}

function keyOf({ key }: Entry): string {
  return typeof key.value === 'string' ? key.value : key.source;
}

function behindColon({ text, locate }: TemplateDocument, { key }: Entry): number {
  const { end } = locate(key);
  const colon = /\s*:/y;
  colon.lastIndex = end;
  return colon.test(text) ? colon.lastIndex : end;
}

/** The braces of a key whose children are divided: a block has none. */
function bracesOf(document: TemplateDocument, entry: Entry, children: readonly Entry[]): Range | undefined {
  const start = skipForward(document, behindColon(document, entry));
  if (document.text.charAt(start) !== '{') return undefined;
  const last = children.at(-1);
  const close = skipForward(document, last ? document.locate(last).end : start + 1);
  return document.text.charAt(close) === '}' ? { start, end: close + 1 } : undefined;
}

/** Goes over blanks, comments and a comma. */
function skipForward({ text, language }: TemplateDocument, offset: number): number {
  const trivia = language === 'json' ? /(?:[\s,]|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/y : /(?:[\s,]|#[^\r\n]*)*/y;
  trivia.lastIndex = offset;
  trivia.test(text);
  return trivia.lastIndex;
}

/** Cuts comments and blanks off the end. */
function withoutComments(text: string, json: boolean): string {
  const comment = json ? /(?:^|\s|\{)(\/\/[^\r\n]*|\/\*[^*]*\*\/)$/ : /(?:^|\s)(#[^\r\n]*)$/;
  for (let rest = text.trimEnd(); ;) {
    const found = comment.exec(rest.slice(Math.max(rest.lastIndexOf('\n'), rest.lastIndexOf('\r')) + 1));
    if (!found) return rest;
    rest = rest.slice(0, rest.length - found[1]!.length).trimEnd();
  }
}
