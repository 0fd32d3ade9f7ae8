import { Code } from './codes';

/** The offset of the next character that is no blank and no line break. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The offset of the next character that is no blank and in no comment. */
export function skipTrivia(text: string, from: number): number {
  let at = skipBlanks(text, from);
  while (text.charCodeAt(at) === Code.Slash) {
    const end = commentEnd(text, at);
    if (end === at) return at;
    at = skipBlanks(text, end);
  }
  return at;
}

/** The offset after the comment at `at`; `at` itself when none starts there. */
function commentEnd(text: string, at: number): number {
  const second = text.charCodeAt(at + 1);
  if (second !== Code.Slash && second !== Code.Star) return at;
  const end = second === Code.Slash ? text.indexOf('\n', at) : text.indexOf('*/', at + 2) + 1;
  return end <= 0 ? text.length : second === Code.Slash ? end : end + 1;
}

/** The offset after the string at `at`. A string ends with its line at the latest, so that a lost quote stays a local mistake. */
export function skipString(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code > Code.Backslash) continue;
    if (code === Code.Quote) return next + 1;
    if (code === Code.LineFeed || code === Code.Return) return next;
    if (code === Code.Backslash) next++;
  }
  return text.length;
}

/** The offset after the value at `at`; `undefined` when its brackets do not match. */
export function skipValue(text: string, at: number): number | undefined {
  const code = text.charCodeAt(at);
  if (code === Code.Quote) return skipString(text, at);
  if (code === Code.OpenBrace || code === Code.OpenBracket) return skipBrackets(text, at);
  let end = at;
  while (end < text.length && !endsLiteral(text.charCodeAt(end))) end++;
  return end;
}

/** The characters that mean something between brackets; all others are passed over with one look. */
const meaningful = new Uint8Array(128);
for (const char of '"{}[]/') meaningful[char.charCodeAt(0)] = 1;

function skipBrackets(text: string, from: number): number | undefined {
  const expected: number[] = [];
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 || meaningful[code] === 0) continue;
    if (code === Code.Quote) at = skipString(text, at) - 1;
    else if (code === Code.OpenBrace) expected.push(Code.CloseBrace);
    else if (code === Code.OpenBracket) expected.push(Code.CloseBracket);
    else if (code === Code.Slash) at = Math.max(at, commentEnd(text, at) - 1);
    else {
      if (expected.pop() !== code) return undefined;
      if (expected.length === 0) return at + 1;
    }
  }
  return undefined;
}

/** The offset after the last character before `end` that is no blank; not less than `from`. */
export function trimBack(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

function endsLiteral(code: number): boolean {
  return (
    isBlank(code) ||
    code === Code.Comma ||
    code === Code.Quote ||
    code === Code.Slash ||
    code === Code.CloseBrace ||
    code === Code.CloseBracket ||
    code === Code.OpenBrace ||
    code === Code.OpenBracket
  );
}

function isBlank(code: number): boolean {
  return code === Code.Space || code === Code.LineFeed || code === Code.Return || code === Code.Tab;
}
