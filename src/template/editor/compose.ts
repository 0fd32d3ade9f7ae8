import { contains, sortEdits, type Edit, type Range } from '../../text/index';
import type { Change, LinesInserted, LinesRemoved, TextChange } from './change';
import type { Lines } from './lines';

/**
 * Puts changes together into edits. What lies inside something larger that goes, goes with it; blank lines around
 * removed lines are evened out; the end of the text keeps its line break, or its lack of one.
 */
export function compose(lines: Lines, changes: readonly Change[]): Edit[] {
  const texts = outermost(changes.filter((change): change is TextChange => change.kind === 'text'));
  const inside = (change: LinesRemoved): boolean =>
    texts.some(({ range }) => contains(range, { start: lines.start(change.from), end: lines.start(change.to + 1) }));
  const removed = mergeRemoved(
    changes.filter((change): change is LinesRemoved => change.kind === 'removed' && !inside(change)),
  );
  const inserted = changes.filter((change): change is LinesInserted => change.kind === 'inserted');
  const gone = removed.map(({ from, to }): Range => ({ start: lines.start(from), end: lines.start(to + 1) }));
  const edits: Edit[] = texts
    .filter(({ range }) => !gone.some((outer) => isInside(outer, range)))
    .map(({ range, newText }) => ({ range, newText }));
  return [...sortEdits([...edits, ...lineEdits(lines, removed, inserted)])];
}

/** A text change at the very start or end of removed lines is beside them when it only inserts. */
function isInside(outer: Range, range: Range): boolean {
  if (range.start === range.end) return outer.start <= range.start && range.start < outer.end;
  return contains(outer, range);
}

function outermost(changes: readonly TextChange[]): TextChange[] {
  const sorted = [...changes].sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  const kept: TextChange[] = [];
  for (const change of sorted) {
    const last = kept.at(-1);
    const { start, end } = change.range;
    // What is inserted right before a change stays; anything else that starts inside the change is lost with it.
    const beside = start === end && start === last?.range.start;
    if (last && !beside && start < last.range.end && end <= last.range.end) continue;
    if (last && beside) kept.splice(kept.length - 1, 0, change);
    else kept.push(change);
  }
  return kept;
}

/** Leaves out regions inside others. */
function mergeRemoved(removed: readonly LinesRemoved[]): LinesRemoved[] {
  const sorted = [...removed].sort((a, b) => a.from - b.from || b.to - a.to);
  let furthest = -1;
  return sorted.filter(({ to }) => {
    const isInside = to <= furthest;
    furthest = Math.max(furthest, to);
    return !isInside;
  });
}

/** One element of the text between two lines that stay: a line that is there, or one that comes in. */
type Token =
  | { readonly kind: 'blank' | 'removed'; readonly line: number; readonly region?: LinesRemoved }
  | { readonly kind: 'new'; readonly at: number; readonly text: string };

function lineEdits(lines: Lines, removed: readonly LinesRemoved[], inserted: readonly LinesInserted[]): Edit[] {
  const regions = new Map<number, LinesRemoved>();
  for (const region of removed) for (let line = region.from; line <= region.to; line++) regions.set(line, region);
  const arrivals = new Map<number, LinesInserted[]>();
  for (const change of inserted) arrivals.set(change.at, [...(arrivals.get(change.at) ?? []), change]);
  for (const list of arrivals.values()) list.sort(bySideAndDepth);
  const edits: Edit[] = [];
  const done = new Set<number>();
  const places = [...regions.keys(), ...arrivals.keys()].sort((a, b) => a - b);
  for (const place of places) {
    if (done.has(place)) continue;
    const window = windowAround(lines, place, regions, arrivals);
    for (let line = window.from; line <= window.to; line++) done.add(line);
    edits.push(...windowEdits(lines, evenOut(tokensOf(window, regions, arrivals)), window));
  }
  return edits;
}

function bySideAndDepth(a: LinesInserted, b: LinesInserted): number {
  if (a.side !== b.side) return a.side === 'after' ? -1 : 1;
  return a.side === 'after' ? b.depth - a.depth : 0;
}

interface Window {
  /** The first line that is blank, removed or has lines inserted before it. */
  readonly from: number;
  /** The first line that stays below; lines may be inserted before it. */
  readonly to: number;
}

function windowAround(
  lines: Lines,
  place: number,
  regions: ReadonlyMap<number, LinesRemoved>,
  arrivals: ReadonlyMap<number, unknown>,
): Window {
  const open = (line: number): boolean => regions.has(line) || (lines.isBlank(line) && !lines.isKept(line));
  let from = place;
  // Blank lines above matter only where something is removed.
  while (from > 0 && open(from - 1) && !arrivals.has(from)) from--;
  let to = place;
  while (to < lines.count && open(to)) to++;
  return { from, to };
}

function tokensOf(
  { from, to }: Window,
  regions: ReadonlyMap<number, LinesRemoved>,
  arrivals: ReadonlyMap<number, readonly LinesInserted[]>,
): Token[] {
  const tokens: Token[] = [];
  for (let line = from; line <= to; line++) {
    for (const change of arrivals.get(line) ?? []) {
      for (const text of change.lines) tokens.push({ kind: 'new', at: line, text });
    }
    if (line === to) break;
    const region = regions.get(line);
    tokens.push(region ? { kind: 'removed', line, region } : { kind: 'blank', line });
  }
  return tokens;
}

/** Drops the blank lines that removed lines leave behind: of those above and below, the larger number stays. */
function evenOut(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  let run: Token[] = [];
  const flush = (): void => {
    if (run.some(({ kind }) => kind === 'removed')) run = evenRun(run);
    result.push(...run);
    run = [];
  };
  for (const token of tokens) {
    if (token.kind === 'new' && token.text !== '') {
      flush();
      result.push(token);
    } else run.push(token);
  }
  flush();
  return result;
}

function evenRun(run: readonly Token[]): Token[] {
  let gap = 0;
  let pending: { region: LinesRemoved; below: number } | undefined;
  const settle = (): void => {
    if (!pending) return;
    const { region, below } = pending;
    gap = region.last ? below : region.first ? gap : Math.max(gap, below);
    pending = undefined;
  };
  for (const token of run) {
    if (token.kind === 'removed') {
      if (pending?.region === token.region) continue;
      settle();
      pending = { region: token.region!, below: 0 };
    } else if (pending) pending.below++;
    else gap++;
  }
  settle();
  let kept = 0;
  return run.filter((token) => {
    if (token.kind === 'removed') return true;
    return kept++ < gap;
  });
}

/** Edits that make the lines of a window what its tokens say. */
function windowEdits(lines: Lines, tokens: readonly Token[], { from, to }: Window): Edit[] {
  const edits: Edit[] = [];
  const staying = new Set(tokens.flatMap((token) => (token.kind === 'blank' ? [token.line] : [])));
  let line = from;
  let cut: number | undefined;
  let text: string[] = [];
  const flush = (at: number): void => {
    if (cut === undefined && text.length === 0) return;
    edits.push(lineEdit(lines, cut ?? at, at, text));
    cut = undefined;
    text = [];
  };
  const arriving = new Map<number, string[]>();
  for (const token of tokens) {
    if (token.kind === 'new') arriving.set(token.at, [...(arriving.get(token.at) ?? []), token.text]);
  }
  for (; line <= to; line++) {
    text.push(...(arriving.get(line) ?? []));
    if (line === to) break;
    if (staying.has(line)) flush(line);
    else cut ??= line;
  }
  flush(to);
  return edits;
}

/** Replaces the lines from `from` up to `to` (not included) by `text`. */
function lineEdit(lines: Lines, from: number, to: number, text: readonly string[]): Edit {
  const range = { start: lines.start(from), end: lines.start(to) };
  const newText = text.map((line) => line + lines.eol).join('');
  if (lines.closed || range.end < lines.text.length || to < lines.count) return { range, newText };
  // The last line has no line break, and the new last line shall have none either.
  if (newText !== '') {
    const body = newText.slice(0, -lines.eol.length);
    return { range, newText: from === to ? lines.eol + body : body };
  }
  return { range: { start: from === 0 ? 0 : lines.end(from - 1), end: range.end }, newText };
}
