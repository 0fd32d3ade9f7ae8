import type { Box } from './box';
import type { Lines } from './lines';

/** The lines that belong to one child of a container: comments above, its own, deeper comments below. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

/** The lines of a child whose container has each child on lines of its own. */
export function regionOf(box: Box, index: number, lines: Lines): Region {
  const child = box.children[index]!;
  const column = lines.columnOf(child.range.start);
  const own = lines.lineOf(child.range.start);
  let from = own;
  const previous = box.children[index - 1];
  const above = previous ? lines.lineOf(previous.range.end) : box.introEnd > 0 ? lines.lineOf(box.introEnd) : -1;
  if (lines.isFirstOnLine(child.range.start)) {
    while (from - 1 > above && lines.isComment(from - 1) && lines.indentText(from - 1).length === column) from--;
  }
  let to = lines.lineOf(child.range.end);
  if (child.keepsBlankLines) while (lines.isBlank(to + 1)) to++;
  const next = box.children[index + 1];
  const below = next ? lines.lineOf(next.range.start) : lines.count;
  for (let line = to + 1; line < below; line++) {
    if (lines.isBlank(line)) continue;
    if (!lines.isComment(line) || lines.indentText(line).length <= column) break;
    to = line;
  }
  return { from, to };
}

/** Blank lines between the children around a place, as the neighbours have them. */
export function gapAt(box: Box, after: number, lines: Lines): number | undefined {
  const between = (first: number): number | undefined => {
    if (first < 0 || first + 1 >= box.children.length) return undefined;
    const { to } = regionOf(box, first, lines);
    const { from } = regionOf(box, first + 1, lines);
    let [above, below] = [0, 0];
    for (let line = to + 1; lines.isBlank(line); line++) above++;
    for (let line = from - 1; line > to && lines.isBlank(line); line--) below++;
    return Math.max(above, below);
  };
  return between(after) ?? between(after - 1);
}

/** True when every child, and each bracket, stands on lines of its own. */
export function standsOnLines(box: Box, lines: Lines): boolean {
  if (box.children.length === 0) return false;
  if (!box.braces) return true;
  if (!lines.isFirstOnLine(box.braces.end - 1)) return false;
  return box.children.every(({ range }) => lines.isFirstOnLine(range.start));
}
