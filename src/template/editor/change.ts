import type { Range } from '../../text/index';

/** A change to a few characters. */
export interface TextChange {
  readonly kind: 'text';
  readonly range: Range;
  readonly newText: string;
}

/** Whole lines that go, from `from` to `to`, both included. */
export interface LinesRemoved {
  readonly kind: 'removed';
  readonly from: number;
  readonly to: number;
  /** True when nothing is left before, or behind, these lines in their container: this decides which blank lines stay. */
  readonly first: boolean;
  readonly last: boolean;
}

/** Lines that come in before line `at`. */
export interface LinesInserted {
  readonly kind: 'inserted';
  readonly at: number;
  readonly lines: readonly string[];
  /** `after` for lines that belong to what stands before them. */
  readonly side: 'after' | 'before';
  /** How many containers stand around the lines: of lines for one place, deeper ones belong to what ends there and come first. */
  readonly depth: number;
}

export type Change = TextChange | LinesRemoved | LinesInserted;

/** A text change. */
export function textChange(start: number, end: number, newText: string): TextChange {
  return { kind: 'text', range: { start, end }, newText };
}
