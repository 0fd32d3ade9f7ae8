import type { Box } from './box';
import { textChange, type Change } from './change';
import { isNew, survivors, type ChildList, type NewSlot } from './child-list';
import type { Geometry } from './geometry';
import { gapAt, regionOf } from './regions';
import { commaBehind } from './separators';

/** Writes a new child as lines with their indentation. */
export type WriteLines = (slot: NewSlot) => readonly string[];

/** Changes for a container that has each child on lines of its own. `gap` is used where no neighbours show one. */
export function planLines(geometry: Geometry, box: Box, list: ChildList, write: WriteLines, gap: number): Change[] {
  const { lines } = geometry;
  const left = survivors(list);
  const changes: Change[] = [];
  const [firstLeft, lastLeft] = [list.slots.indexOf(left[0]!), list.slots.lastIndexOf(left.at(-1)!)];
  const commas = box.braces ? new Set(left.filter((slot) => slot !== left.at(-1))) : undefined;
  const inline = !box.braces && !lines.isFirstOnLine(box.children[0]!.range.start);
  let lastOld = -1;
  list.slots.forEach((slot, position) => {
    if (!isNew(slot)) {
      lastOld = slot.index;
      if (!slot.removed) return;
      const region = regionOf(box, slot.index, lines);
      const sides = {
        first: left.length === 0 || position < firstLeft,
        last: left.length === 0 || position > lastLeft,
      };
      changes.push({ kind: 'removed', ...region, ...sides });
      return;
    }
    const after = lastOld >= 0 && (slot.side === 'after' || lastOld === box.children.length - 1);
    const blanks = Array.from({ length: gapAt(box, Math.max(lastOld, 0), lines) ?? gap }, () => '');
    const written = withComma(
      write(slot),
      box.braces !== undefined && (commas!.has(slot) || hasTrailingComma(geometry, box)),
    );
    const at = after ? regionOf(box, lastOld, lines).to + 1 : regionOf(box, lastOld + 1, lines).from;
    const side = after ? 'after' : 'before';
    changes.push({
      kind: 'inserted',
      at,
      side,
      depth: box.depth,
      lines: after ? [...blanks, ...written] : [...written, ...blanks],
    });
  });
  if (box.braces) changes.push(...planCommas(geometry, box, list));
  if (left.length === 0) return planEmptied(geometry, box, changes, inline);
  return inline ? planCompact(geometry, box, list, write, changes) : changes;
}

/** With all children gone, `{}` or `[]` is left. */
function planEmptied({ lines }: Geometry, box: Box, changes: readonly Change[], inline: boolean): Change[] {
  const empty = box.kind === 'mapping' ? '{}' : '[]';
  if (box.braces) {
    const inner = { from: lines.lineOf(box.braces.start) + 1, to: lines.lineOf(box.braces.end) - 1 };
    const gone = new Set(
      changes.flatMap((change) => (change.kind === 'removed' ? lineNumbers(change.from, change.to) : [])),
    );
    const rest = lineNumbers(inner.from, inner.to).filter((line) => !gone.has(line) && !lines.isBlank(line));
    const closes = /^\s*$/.test(lines.text.slice(box.braces.start + 1, lines.end(inner.from - 1)));
    if (rest.length > 0 || !closes) return [...changes];
    return [textChange(box.braces.start + 1, box.braces.end - 1, '')];
  }
  if (!inline) return [...changes, textChange(box.introEnd, box.introEnd, ` ${empty}`)];
  const start = box.children[0]!.range.start;
  const { to } = regionOf(box, 0, lines);
  return [...changes.filter(beyondLine(to)), textChange(start, lines.end(to), empty)];
}

/**
 * In `- Key: value` the first child of the inner container shares its line with the dash: what is removed or inserted
 * there is cut out of, or put into, that line.
 */
function planCompact(
  geometry: Geometry,
  box: Box,
  list: ChildList,
  write: WriteLines,
  changes: readonly Change[],
): Change[] {
  const { lines } = geometry;
  const { start } = box.children[0]!.range;
  const column = lines.columnOf(start);
  const own = lines.lineOf(start);
  const leading = list.slots.slice(0, list.slots.indexOf(list.old(0)));
  const atStart = leading.filter(isNew).flatMap((slot) => write(slot));
  const others = changes.filter(
    (change) => !(change.kind === 'inserted' && change.side === 'before' && change.at === own),
  );
  const inserted = atStart.map((line, i) => (i === 0 ? line.trimStart() : line)).join(lines.eol);
  const { to } = regionOf(box, 0, lines);
  if (!list.old(0).removed) {
    return atStart.length === 0
      ? others
      : [...others, textChange(start, start, inserted + lines.eol + ' '.repeat(column))];
  }
  if (atStart.length > 0) return [...others.filter(beyondLine(to)), textChange(start, lines.end(to), inserted)];
  const next = survivors(list)[0]!;
  if (isNew(next)) {
    const [first = '', ...rest] = write(next);
    const text = [first.trimStart(), ...rest].join(lines.eol);
    const isNext = (change: Change): boolean => change.kind === 'inserted' && change === firstInserted(others);
    return [
      ...others.filter((change) => !isNext(change) && beyondLine(to)(change)),
      textChange(start, lines.end(to), text),
    ];
  }
  const gone = new Set(
    others.flatMap((change) => (change.kind === 'removed' ? lineNumbers(change.from, change.to) : [])),
  );
  let line = to + 1;
  while (lines.isBlank(line) || gone.has(line)) line++;
  const target = lines.start(line) + lines.indentText(line).length;
  return [...others.filter(beyondLine(line - 1)), textChange(start, target, '')];
}

function firstInserted(changes: readonly Change[]): Change | undefined {
  return changes.find(({ kind }) => kind === 'inserted');
}

/** Keeps the changes below a line. */
function beyondLine(line: number): (change: Change) => boolean {
  return (change) => (change.kind === 'removed' ? change.from > line : change.kind !== 'inserted' || change.at > line);
}

/** The commas that the old children need or no longer need. */
function planCommas(geometry: Geometry, box: Box, list: ChildList): Change[] {
  if (hasTrailingComma(geometry, box)) return [];
  const last = survivors(list).at(-1);
  const lastIndex = box.children.length - 1;
  if (last && !isNew(last) && last.index < lastIndex) {
    const comma = commaBehind(geometry.document, box.children[last.index]!.range.end);
    return comma === undefined ? [] : [textChange(comma, comma + 1, '')];
  }
  const end = box.children[lastIndex]!.range.end;
  return last && isNew(last) && !list.old(lastIndex).removed ? [textChange(end, end, ',')] : [];
}

function hasTrailingComma({ document }: Geometry, box: Box): boolean {
  return commaBehind(document, box.children.at(-1)!.range.end) !== undefined;
}

function withComma(lines: readonly string[], comma: boolean): readonly string[] {
  return comma ? [...lines.slice(0, -1), `${lines.at(-1) ?? ''},`] : lines;
}

function lineNumbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
