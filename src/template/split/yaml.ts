import { eachLine, restIsBlank } from './lines';
import { dividedKeys, type Piece } from './piece';
import { keyAt, looksLikeKey } from './yaml-key';

/** Where the entries of one block mapping begin, leading comments included. */
interface Starts {
  readonly entries: readonly EntryStart[];
  /** Where the mapping ends: the end of the range, or the line of a document marker. */
  readonly end: number;
}

interface EntryStart {
  readonly start: number;
  /** The offset of the key. */
  readonly key: number;
  /** True when the key is indented less than the first one. */
  readonly outdented: boolean;
}

/**
 * Divides a YAML text into pieces by its lines alone: a pure function of the text that takes a millisecond per megabyte.
 *
 * Pieces cover the text from end to end. Comment lines directly above an entry, equally indented, are in its piece.
 * A text that is no block mapping gives one `document` piece.
 */
export function splitYaml(text: string): Piece[] {
  const from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const top = topLevel(text, from);
  if (!top) return [{ syntax: 'yaml', kind: 'document', top: '', start: from, end: text.length }];
  const pieces: Piece[] = [];
  top.entries.forEach((entry, index) => {
    const end = top.entries[index + 1]?.start ?? top.end;
    pieces.push(...divide(text, index === 0 ? { ...entry, start: from } : entry, end));
  });
  if (!restIsBlank(text, top.end, text.length)) {
    pieces.push({ syntax: 'yaml', kind: 'rest', top: '', start: top.end, end: text.length });
  }
  return pieces;
}

const marker = /(?:---|\.\.\.)(?=\s|$)/y;
const bareMarker = /---[ \t]*(?:#.*)?\r?$/my;

/** The entries at the root; `undefined` when the root is no block mapping or the text has YAML directives. */
function topLevel(text: string, from: number): Starts | undefined {
  let contentFrom = from;
  let divisible = true;
  eachLine(text, from, text.length, (line) => {
    if (line.kind === 'blank' || line.kind === 'comment') return true;
    bareMarker.lastIndex = line.start;
    if (contentFrom === from && bareMarker.test(text)) {
      contentFrom = line.end;
      return true;
    }
    marker.lastIndex = line.start;
    divisible = text[line.start] !== '%' && !marker.test(text) && canStartMapping(text, line.start + line.indent);
    return false;
  });
  return divisible ? entryStarts(text, contentFrom, text.length, true) : undefined;
}

/** The pieces of one top-level entry: itself, or its key and its children. */
function divide(text: string, entry: EntryStart, end: number): Piece[] {
  const flaw = entry.outdented ? { flaw: 'indentation' as const } : {};
  const key = keyAt(text, entry.key);
  const top = key?.key ?? '';
  const whole: Piece = { syntax: 'yaml', kind: 'entry', top, start: entry.start, end, ...flaw };
  if (!key || !dividedKeys.has(top)) return [whole];
  const feed = text.indexOf('\n', key.after);
  const headEnd = feed < 0 ? end : feed + 1;
  if (headEnd >= end || !/^[ \t]*(?:[ \t]#.*)?\r?\n?$/.test(text.slice(key.after, headEnd))) return [whole];
  const children = entryStarts(text, headEnd, end, false);
  if (!children || !hasKey(text, children)) return [whole];
  return [
    { ...whole, kind: 'header', end: children.entries[0]!.start },
    ...children.entries.map((child, index): Piece => ({
      syntax: 'yaml',
      kind: 'child',
      top,
      start: child.start,
      end: children.entries[index + 1]?.start ?? end,
      ...(child.outdented ? { flaw: 'indentation' } : {}),
    })),
  ];
}

/** The first line may be half typed, without its colon, as long as a sibling shows that this is a mapping. */
function hasKey(text: string, { entries }: Starts): boolean {
  const first = entries[0]!.key;
  if (looksLikeKey(text, first)) return true;
  return canStartMapping(text, first) && entries.some(({ key }) => looksLikeKey(text, key));
}

function canStartMapping(text: string, at: number): boolean {
  return looksLikeKey(text, at) || /[^"'&!*|>@`%{}[\],-]/.test(text[at] ?? '');
}

/**
 * The lines that start an entry, at the indentation of the first line with content.
 * Deeper lines, continuations and less indented lines without a key belong to the entry before them.
 */
function entryStarts(text: string, from: number, to: number, root: boolean): Starts | undefined {
  const entries: EntryStart[] = [];
  let indent = -1;
  let end = to;
  let failed = false;
  let comments = -1; // the start of the comment lines directly above
  let commentIndent = -1;
  eachLine(text, from, to, (line) => {
    if (line.kind === 'comment') {
      if (comments < 0 || line.indent !== commentIndent) comments = line.start;
      commentIndent = line.indent;
      return true;
    }
    const above = comments >= 0 && commentIndent === line.indent ? comments : line.start;
    comments = -1;
    if (line.kind === 'blank' || (indent >= 0 && line.indent > indent)) return true;
    if (root && line.indent === 0 && isMarker(text, line.start)) {
      end = line.start;
      return false;
    }
    const key = line.start + line.indent;
    if (indent < 0) {
      failed = line.kind === 'continuation';
      indent = line.indent;
      entries.push({ start: above, key, outdented: false });
      return !failed;
    }
    if (line.kind === 'continuation' || (line.indent < indent && !looksLikeKey(text, key))) return true;
    entries.push({ start: above, key, outdented: line.indent < indent });
    return true;
  });
  return failed || entries.length === 0 ? undefined : { entries, end };
}

function isMarker(text: string, at: number): boolean {
  marker.lastIndex = at;
  return marker.test(text);
}
