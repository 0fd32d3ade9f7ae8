import type { Range } from './range';

/** A zero-based line and a zero-based column in UTF-16 code units, as in LSP. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A range as it is printed in JSON output. */
export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

/** Turns offsets of one text into lines and columns and back. `\n`, `\r\n` and a lone `\r` end a line. */
export interface LineIndex {
  readonly lineCount: number;
  positionAt(offset: number): Position;
  rangeAt(range: Range): PositionRange;
  /** The offset of a position; one that lies past the end of its line or of the text is clamped to that end. */
  offsetAt(position: Position): number;
}

/** Builds the index of `text` in one pass. */
export function createLineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const positionAt = (offset: number): Position => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    const line = lastNotAfter(starts, clamped);
    return { line, column: clamped - starts[line]! };
  };
  return {
    lineCount: starts.length,
    positionAt,
    rangeAt: (range) => ({ start: positionAt(range.start), end: positionAt(range.end) }),
    offsetAt: ({ line, column }) => {
      if (line < 0) return 0;
      const start = starts[line];
      if (start === undefined) return text.length;
      const end = starts[line + 1] ?? text.length;
      return Math.min(start + Math.max(0, column), end);
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/** The index of the last value in the ascending list that is not greater than `offset`. */
function lastNotAfter(sorted: readonly number[], offset: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
