import { eachLine } from './lines';
import { skipString, skipTrivia, skipValue } from './json-scan';
import { dividedKeys, type Piece } from './piece';

/**
 * Divides a JSON text whose brackets do not match by its indentation, so that a half-typed resource does not take the
 * others with it. Works for texts with one key on each line, two levels deep; `undefined` for others.
 */
export function splitByIndentation(text: string, open: number): Piece[] | undefined {
  const top = keysBelow(text, lineAfter(text, open), text.length);
  if (!top) return undefined;
  const pieces: Piece[] = [];
  top.keys.forEach(({ at }, index) => {
    const end = endBefore(text, at, top.keys[index + 1]?.at ?? top.end);
    pieces.push(...divide(text, at, end));
  });
  const last = pieces.at(-1)!;
  // Where every piece is whole, the mistake lies between them and would otherwise not be reported.
  if (pieces.every((piece) => isWhole(text, piece)))
    pieces[pieces.length - 1] = { ...last, flaw: last.flaw ?? 'brackets' };
  return pieces;
}

function isWhole(text: string, { kind, start, end }: Piece): boolean {
  if (kind === 'header') return true;
  const colon = skipTrivia(text, skipString(text, start));
  return text[colon] === ':' && skipValue(text, skipTrivia(text, colon + 1)) === end;
}

interface Keys {
  readonly keys: readonly { readonly at: number }[];
  /** Where a line with a closing bracket, or the range, ends them. */
  readonly end: number;
}

/** The keys at the indentation of the first line, which has to hold one. */
function keysBelow(text: string, from: number, to: number): Keys | undefined {
  const keys: { at: number }[] = [];
  let indent = -1;
  let end = to;
  let failed = false;
  eachLine(text, from, to, (line) => {
    const at = line.start + indentOf(text, line.start);
    const width = at - line.start;
    const char = text[at];
    if (at >= line.end || char === '\n' || char === '\r') return true;
    if (indent < 0) {
      failed = char !== '"';
      indent = width;
      keys.push({ at });
      return !failed;
    }
    if (width < indent && (char === '}' || char === ']')) {
      end = line.start;
      return false;
    }
    if (width === indent && char === '"') keys.push({ at });
    return true;
  });
  return failed || keys.length === 0 ? undefined : { keys, end };
}

function divide(text: string, start: number, end: number): Piece[] {
  const keyEnd = skipString(text, start);
  const top = text.slice(start + 1, keyEnd).replace(/"$/, '');
  const whole: Piece = { syntax: 'json', kind: 'entry', top, start, end };
  const lineEnd = lineAfter(text, keyEnd);
  const head = /^\s*:\s*\{\s*$/.exec(text.slice(keyEnd, lineEnd));
  const children = dividedKeys.has(top) && head && lineEnd < end ? keysBelow(text, lineEnd, end) : undefined;
  if (!children) return [whole];
  const brace = text.indexOf('{', keyEnd);
  const pieces: Piece[] = [{ ...whole, kind: 'header', end: brace }];
  children.keys.forEach(({ at }, index) => {
    const next = children.keys[index + 1]?.at;
    const childEnd = endBefore(text, at, next ?? children.end);
    const closed = next !== undefined || children.end < end;
    pieces.push({
      syntax: 'json',
      kind: 'child',
      top,
      start: at,
      end: childEnd,
      ...(closed ? {} : { flaw: 'missing-brace' }),
    });
  });
  return pieces;
}

/** The end of an entry that ends before `next`, without the comma in between. */
function endBefore(text: string, start: number, next: number): number {
  const slice = text.slice(start, next);
  return start + slice.replace(/[\s,]+$/, '').length;
}

function lineAfter(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? text.length : feed + 1;
}

function indentOf(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at - start;
}
