import { isScalar } from 'yaml';
import type { Node } from '../node';
import type { Piece } from '../split/piece';
import { unifyBreaks } from '../split/split';
import { contextOf, type ParsedSection } from './section';
import { parseYamlPiece, type Reading } from './yaml';
import { readYaml } from './yaml-read';

// CloudFormation's own parser accepts a quoted text or a bracket that goes on over lines indented too little, such as
//
//     Value: !Join ["", [
//       a,
//     ]]
//
// which the YAML grammar and the `yaml` package do not. Such a value is read a second time with its line breaks
// written as blanks: everything keeps its offset, and only the text of scalars has to be put right.

/** How far a quote or bracket is followed, in characters; beyond this it counts as never closed. */
const maxReach = 64 * 1024;

/** How many of them one section may hold. */
const maxRegions = 50;

/** The offset after the character that closes the quote or bracket at `open`, whatever the indentation; `undefined` where none does. */
export function reachOf(text: string, open: number): number | undefined {
  const first = text[open];
  if (first === '"' || first === "'") return quoteEnd(text, open);
  const closers: string[] = [];
  const limit = Math.min(text.length, open + maxReach);
  for (let at = open; at < limit; at++) {
    const char = text[at]!;
    if (char === '[') closers.push(']');
    else if (char === '{') closers.push('}');
    else if (char === ']' || char === '}') {
      if (closers.pop() !== char) return undefined;
      if (closers.length === 0) return at + 1;
    } else if ((char === '"' || char === "'") && startsToken(text, at)) {
      const end = quoteEnd(text, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) at = lineEnd(text, at) - 1;
  }
  return undefined;
}

function quoteEnd(text: string, open: number): number | undefined {
  const quote = text[open]!;
  const limit = Math.min(text.length, open + maxReach);
  for (let at = open + 1; at < limit; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  return undefined;
}

/** A quote inside a plain text (`it's`) opens nothing. */
function startsToken(text: string, at: number): boolean {
  return /[\s[{,:]/.test(text[at - 1] ?? ' ');
}

function lineEnd(text: string, from: number): number {
  const at = text.slice(from, from + maxReach).search(/[\r\n]/);
  return at < 0 ? text.length : from + at;
}

/** Parses a piece in which quotes or brackets go on over lines indented too little; `undefined` where that does not help. */
export function readLeniently(
  uri: string,
  text: string,
  piece: Piece,
  outer: ReadonlyMap<string, Node>,
): ParsedSection | undefined {
  let masked = unifyBreaks(text.slice(piece.start, piece.end));
  const comments: { start: number; end: number }[] = [];
  for (let count = 0; count < maxRegions; count++) {
    const { unclosed } = readYaml(masked);
    if (unclosed === undefined) break;
    const end = reachOf(masked, unclosed);
    if (end === undefined || !masked.slice(unclosed, end).includes('\n')) return undefined;
    masked = mask(masked, unclosed, end, comments);
  }
  const reading: Reading = { text: masked, comments, unfold };
  const section = parseYamlPiece(uri, text, piece, outer, reading);
  const failed =
    section.unclosed !== undefined || !section.entry || section.problems.some(({ code }) => code === 'syntax');
  // The nodes point at the section, so it has to stay the same object.
  return failed ? undefined : Object.assign(section, { context: `${contextOf(piece)} lenient` });
}

/** Writes line breaks and comments of a region as blanks. */
function mask(text: string, from: number, to: number, comments: { start: number; end: number }[]): string {
  let result = '';
  for (let at = from; at < to;) {
    const char = text[at]!;
    const quoted =
      (char === '"' || char === "'") && (at === from || startsToken(text, at)) ? quoteEnd(text, at) : undefined;
    if (quoted !== undefined) {
      result += text.slice(at, quoted).replace(/[\r\n]/g, ' ');
      at = quoted;
    } else if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const end = lineEnd(text, at);
      comments.push({ start: at, end });
      result += ' '.repeat(end - at);
      at = end;
    } else {
      result += char === '\n' || char === '\r' ? ' ' : char;
      at++;
    }
  }
  return text.slice(0, from) + result + text.slice(to);
}

/** The value of a flow scalar over several lines, from its own text; `undefined` for any other. */
function unfold(source: string): string | undefined {
  if (!/[\r\n]/.test(source) || /^[|>]/.test(source)) return undefined;
  const contents = readYaml(unifyBreaks(source)).document?.contents;
  return isScalar(contents) && typeof contents.value === 'string' ? contents.value : undefined;
}
