import { overlaps, type Range } from './range';

/** Replaces the text in `range` (offsets into the text as it was) by `newText`. */
export interface Edit {
  readonly range: Range;
  readonly newText: string;
}

/** Orders edits by position. Edits at one place keep the order in which they were given. */
export function sortEdits(edits: readonly Edit[]): Edit[] {
  return [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/** The first two edits that touch the same text, or `undefined` when all can be applied together. */
export function findOverlap(edits: readonly Edit[]): readonly [Edit, Edit] | undefined {
  const sorted = sortEdits(edits);
  for (let i = 1; i < sorted.length; i++) {
    const [before, after] = [sorted[i - 1]!, sorted[i]!];
    if (overlaps(before.range, after.range)) return [before, after];
  }
  return undefined;
}

/**
 * Applies all edits at once and returns the new text.
 * @throws RangeError when two edits overlap or one lies outside the text: a bug in whoever made the edits.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const clash = findOverlap(edits);
  if (clash) throw new RangeError(`Edits overlap at ${clash[1].range.start}`);
  let result = '';
  let from = 0;
  for (const { range, newText } of sortEdits(edits)) {
    if (range.start < 0 || range.end > text.length || range.start > range.end) {
      throw new RangeError(`Edit ${range.start}-${range.end} lies outside the text of ${text.length} characters`);
    }
    result += text.slice(from, range.start) + newText;
    from = range.end;
  }
  return result + text.slice(from);
}
