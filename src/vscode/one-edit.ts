import type { Edit } from '../text/index';

/**
 * The same change as one edit, from the first place that changes to the last, so that nobody can take a part of it.
 * None where there is nothing to change. The edits must not overlap.
 */
export function oneEdit(text: string, edits: readonly Edit[]): readonly Edit[] {
  const [first, ...others] = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  if (!first) return [];
  let { newText } = first;
  let { end } = first.range;
  for (const edit of others) {
    newText += text.slice(end, edit.range.start) + edit.newText;
    end = edit.range.end;
  }
  return [{ range: { start: first.range.start, end }, newText }];
}
