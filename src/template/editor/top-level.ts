import type { Range } from '../../text/index';
import type { TemplateDocument, TemplateSection } from '../document';
import type { Entry } from '../node';

/** A top-level key of a template with all that stands below it. */
export interface TopLevel {
  readonly key: string;
  /** From the key's first character to the value's last. */
  readonly range: Range;
  /** Offset behind the key's colon. */
  readonly valueStart: number;
  /** The offsets of the braces around the entries, when there are any. */
  readonly braces: Range | undefined;
  /** The entry itself, where the top-level key is parsed as one section. */
  readonly entry: Entry | undefined;
  /** The entries below, where each is a section of its own. */
  readonly children: readonly Entry[];
}

/** The top-level keys of a document, in the order of the text. Keys whose text cannot be read are left out. */
export function topLevelsOf(document: TemplateDocument): TopLevel[] {
  const result: TopLevel[] = [];
  for (const group of groupByKey(document.sections)) {
    const top = group[0]!.path.length === 1 && group.length === 1 ? whole(document, group[0]!) : split(document, group);
    if (top) result.push(top);
  }
  return result;
}

/** The braces around the whole template: always in JSON, in YAML where it is one flow mapping. */
export function outerBraces(document: TemplateDocument, tops: readonly TopLevel[]): Range | undefined {
  const [first, last] = [tops[0], tops.at(-1)];
  if (!first || !last) return undefined;
  return bracesAround(document, { start: first.range.start, end: last.range.end });
}

function groupByKey(sections: readonly TemplateSection[]): TemplateSection[][] {
  const groups: TemplateSection[][] = [];
  for (const section of sections) {
    const group = groups.at(-1);
    if (group && group[0]!.path[0] === section.path[0] && section.path.length === 2) group.push(section);
    else groups.push([section]);
  }
  return groups;
}

function whole(document: TemplateDocument, section: TemplateSection): TopLevel | undefined {
  const { entry } = section;
  if (!entry) return undefined;
  const range = document.locate(entry);
  const valueStart = behindColon(document.text, document.locate(entry.key).end);
  return {
    key: section.path[0],
    range: { start: range.start, end: Math.max(range.end, valueStart) },
    valueStart,
    braces: undefined,
    entry,
    children: [],
  };
}

function split(document: TemplateDocument, group: readonly TemplateSection[]): TopLevel | undefined {
  const children = group.flatMap(({ path, entry }) => (entry && path.length === 2 ? [entry] : []));
  const [first, last] = [children[0], children.at(-1)];
  if (!first || !last) return undefined;
  const key = group[0]!.path[0];
  const inner = { start: document.locate(first).start, end: document.locate(last).end };
  const braces = bracesAround(document, inner);
  const start = keyStart(document.text, key, braces?.start ?? inner.start);
  if (start === undefined) return undefined;
  const quoted = /["']/.test(document.text.charAt(start));
  const valueStart = behindColon(document.text, start + key.length + (quoted ? 2 : 0));
  return { key, range: { start, end: braces?.end ?? inner.end }, valueStart, braces, entry: undefined, children };
}

/** The braces directly around a range, blank space, comments and commas between them skipped. */
function bracesAround(document: TemplateDocument, inner: Range): Range | undefined {
  const { text } = document;
  const before = withoutComments(text.slice(0, inner.start), document.language === 'json').trimEnd();
  if (!before.endsWith('{')) return undefined;
  const open = before.length - 1;
  const comment = document.language === 'json' ? /\s*(?:\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)/y : /\s*#[^\r\n]*/y;
  let end = inner.end;
  for (;;) {
    comment.lastIndex = end;
    if (comment.test(text)) end = comment.lastIndex;
    else if (/[\s,]/.test(text.charAt(end))) end++;
    else break;
  }
  return text.charAt(end) === '}' ? { start: open, end: end + 1 } : undefined;
}

/** Blanks out comment lines and trailing comments at the end of `text`, length kept. */
function withoutComments(text: string, json: boolean): string {
  let rest = text;
  for (;;) {
    rest = rest.trimEnd();
    const lineStart = Math.max(rest.lastIndexOf('\n'), rest.lastIndexOf('\r')) + 1;
    const line = rest.slice(lineStart);
    const comment = json ? /(^|\s)(\/\/.*|\/\*.*\*\/)$/.exec(line) : /(^|\s)#.*$/.exec(line);
    if (!comment) return rest;
    rest = rest.slice(0, lineStart + comment.index);
  }
}

/** The offset of `key` (quoted or not) before `offset`, when nothing but a colon, blanks and comments stand between. */
function keyStart(text: string, key: string, offset: number): number | undefined {
  const before = text.slice(0, offset);
  for (const spelling of [`"${key}"`, `'${key}'`, key]) {
    const at = before.lastIndexOf(spelling);
    if (at < 0) continue;
    const between = before.slice(at + spelling.length).replace(/(^|\s)#[^\r\n]*|\/\/[^\r\n]*/g, '$1');
    if (/^\s*:\s*(?:[&!]\S*\s*)*$/.test(between)) return at;
  }
  return undefined;
}

function behindColon(text: string, offset: number): number {
  const colon = /[ \t]*:/y;
  colon.lastIndex = offset;
  return colon.test(text) ? colon.lastIndex : offset;
}
