import { dividedKeys, type Flaw, type Piece } from './piece';
import { splitByIndentation } from './json-repair';
import { skipBlanks, skipString, skipTrivia, skipValue, trimBack } from './json-scan';

interface Member {
  /** The first comment before the key, or the key. */
  readonly start: number;
  readonly key: string;
  readonly valueStart: number;
  readonly end: number;
  readonly flaw?: Flaw;
}

interface Members {
  readonly list: readonly Member[];
  /** The offset after the closing brace. */
  readonly end: number;
}

/**
 * Divides a JSON text into pieces by following its brackets and strings, in a few milliseconds per megabyte.
 *
 * Where the brackets do not match, a mistake that is being typed as a rule, the indentation decides. A text that is no
 * object, or is not indented either, gives one `document` piece.
 */
export function splitJson(text: string): Piece[] {
  const from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const open = skipTrivia(text, from);
  const whole: Piece = { syntax: 'json', kind: 'document', top: '', start: from, end: text.length };
  if (text[open] !== '{') return [whole];
  const pieces = splitByBrackets(text, open);
  return pieces ?? splitByIndentation(text, open) ?? [whole];
}

/** `undefined` where brackets do not match, which something after the end of the root shows as well. */
function splitByBrackets(text: string, open: number): Piece[] | undefined {
  const root = members(text, open + 1);
  if (!root || skipTrivia(text, root.end) < text.length) return undefined;
  const pieces: Piece[] = [];
  for (const member of root.list) {
    const divided = divide(text, member);
    if (!divided) return undefined;
    pieces.push(...divided);
  }
  return pieces;
}

function divide(text: string, member: Member): Piece[] | undefined {
  const { start, end, key, valueStart } = member;
  const flaw = member.flaw ? { flaw: member.flaw } : {};
  const whole: Piece = { syntax: 'json', kind: 'entry', top: key, start, end, ...flaw };
  if (!dividedKeys.has(key) || text[valueStart] !== '{') return [whole];
  const children = members(text, valueStart + 1);
  if (!children) return undefined;
  return [
    { ...whole, kind: 'header', end: valueStart },
    ...children.list.map((child): Piece => ({
      syntax: 'json',
      kind: 'child',
      top: key,
      start: child.start,
      end: child.end,
      ...(child.flaw ? { flaw: child.flaw } : {}),
    })),
  ];
}

/** The members of the object whose brace ends before `from`; `undefined` when brackets do not match or a key is no string. */
function members(text: string, from: number): Members | undefined {
  const list: Member[] = [];
  let at = skipBlanks(text, from);
  for (;;) {
    const start = at;
    at = skipTrivia(text, at);
    if (text[at] === '}') return { list: withTrailingComma(text, list), end: at + 1 };
    if (text[at] !== '"') return undefined;
    const keyEnd = skipString(text, at);
    const key = text.slice(at + 1, keyEnd).replace(/"$/, '');
    const colon = skipTrivia(text, keyEnd);
    const valueStart = text[colon] === ':' ? skipTrivia(text, colon + 1) : colon;
    const valueEnd = skipValue(text, valueStart);
    if (valueEnd === undefined) return undefined;
    const next = skipTrivia(text, valueEnd);
    const member = { start, key, valueStart, end: trimBack(text, Math.max(keyEnd, valueEnd), next) };
    at = next;
    if (text[next] === '"') list.push({ ...member, flaw: 'missing-comma' });
    else list.push(member);
    if (text[next] === '}') return { list, end: next + 1 };
    if (text[next] === ',') at = skipBlanks(text, next + 1);
    else if (text[next] !== '"') return undefined;
  }
}

/** Marks the last member: its comma, which is made part of it, is followed by no other member. */
function withTrailingComma(text: string, list: Member[]): Member[] {
  const last = list.pop();
  return last ? [...list, { ...last, end: skipTrivia(text, last.end) + 1, flaw: 'trailing-comma' }] : list;
}
