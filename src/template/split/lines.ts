import { Code } from './codes';

/** What a line of YAML is, seen without what stands around it. */
export type LineKind = 'blank' | 'comment' | 'continuation' | 'content';

/** A line that a caller looks at; one object serves for all lines of a scan. */
export interface Line {
  start: number;
  /** The offset after the line break. */
  end: number;
  indent: number;
  kind: LineKind;
}

/**
 * Calls `visit` for every line of `text` between two line starts, until it returns false.
 *
 * A line that starts with a tab, or with what can only go on (`- `, `: `, `,`, a closing bracket), is a continuation.
 * Only `\n` ends a line here: the caller has replaced lone carriage returns.
 */
export function eachLine(text: string, from: number, to: number, visit: (line: Line) => boolean): void {
  const line: Line = { start: from, end: from, indent: 0, kind: 'blank' };
  while (line.end < to) {
    line.start = line.end;
    const feed = text.indexOf('\n', line.start);
    line.end = feed < 0 || feed >= to ? to : feed + 1;
    let at = line.start;
    while (text.charCodeAt(at) === Code.Space) at++;
    line.indent = at - line.start;
    line.kind = kindAt(text, at, line.end);
    if (!visit(line)) return;
  }
}

function kindAt(text: string, at: number, end: number): LineKind {
  if (at >= end) return 'blank';
  switch (text.charCodeAt(at)) {
    case Code.LineFeed:
    case Code.Return:
      return 'blank';
    case Code.Tab:
      return restIsBlank(text, at, end) ? 'blank' : 'continuation';
    case Code.Hash:
      return 'comment';
    case Code.Comma:
    case Code.CloseBracket:
    case Code.CloseBrace:
      return 'continuation';
    case Code.Dash:
    case Code.Colon:
      return at + 1 >= end || isSpace(text.charCodeAt(at + 1)) ? 'continuation' : 'content';
    default:
      return 'content';
  }
}

/** True when nothing but blanks stands between two offsets. */
export function restIsBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

function isSpace(code: number): boolean {
  return code === Code.Space || code === Code.Tab || code === Code.LineFeed || code === Code.Return;
}
