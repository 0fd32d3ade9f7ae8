import type { Node } from '../node';
import { textChange, type Change } from './change';
import { isAbsent } from './editor';
import { isEntry, isTopLevel } from './family';
import type { Geometry } from './geometry';
import type { Style } from './style';
import type { Written } from './write-block';

/** Changes that put a written value in the place of a value of a YAML block. */
export function planBlock(geometry: Geometry, node: Node, style: Style, written: Written): Change[] {
  const { lines } = geometry;
  const intro = geometry.introEnd(node);
  if (isAbsent(node)) return planBeside(geometry, node, intro, intro, written);
  const { start } = geometry.outer(node);
  if (lines.lineOf(start) !== lines.lineOf(intro)) return planBelow(geometry, node, intro, intro, written);
  const comment = geometry.firstComment(node);
  if (comment) {
    const behind = lines.text.slice(start, comment.start).trimEnd().length + start;
    return planBelow(geometry, node, intro, behind, written);
  }
  if (isItem(geometry, node) && written.head === '' && written.body.length > 0) {
    return compactItem(geometry, node, style, written.body);
  }
  return planBeside(geometry, node, intro, start, written);
}

/** Replaces a value that starts beside its key. The blanks before it stay where another value follows them. */
function planBeside(geometry: Geometry, node: Node, intro: number, start: number, { head, body }: Written): Change[] {
  const end = Math.max(intro, geometry.outer(node).end);
  const change =
    start > intro && head !== '' ? textChange(start, end, head) : textChange(intro, end, head && ` ${head}`);
  return [change, ...linesBelow(geometry, node, end, body)];
}

/**
 * Replaces a value whose lines start below its key, or below its tag and a comment beside that: what stands from
 * `intro` to `behind` is replaced by the head of the new value, and the comment stays.
 */
function planBelow(geometry: Geometry, node: Node, intro: number, behind: number, { head, body }: Written): Change[] {
  const { lines } = geometry;
  const { end } = geometry.outer(node);
  const sides = { first: body.length > 0, last: body.length === 0 };
  const removed: Change = { kind: 'removed', from: lines.lineOf(intro) + 1, to: lines.lineOf(end), ...sides };
  const changes: Change[] = [removed, ...linesBelow(geometry, node, end, body)];
  return head === '' && behind === intro ? changes : [...changes, textChange(intro, behind, head && ` ${head}`)];
}

function linesBelow({ lines, family }: Geometry, node: Node, end: number, body: readonly string[]): Change[] {
  if (body.length === 0) return [];
  const depth = family.ancestors(node).length + 1;
  return [{ kind: 'inserted', at: lines.lineOf(end) + 1, lines: body, side: 'after', depth }];
}

/** The first line of a collection stands beside the dash. */
function compactItem(geometry: Geometry, node: Node, style: Style, body: readonly string[]): Change[] {
  const intro = geometry.introEnd(node);
  const end = Math.max(intro, geometry.outer(node).end);
  const [first = '', ...rest] = body;
  const beside = ' '.repeat(Math.max(1, style.dashWidth - 1)) + first.trimStart();
  return [textChange(intro, end, beside), ...linesBelow(geometry, node, end, rest)];
}

function isItem({ family }: Geometry, node: Node): boolean {
  const parent = family.parentOf(node);
  return parent !== undefined && !isTopLevel(parent) && !isEntry(parent) && parent.kind === 'sequence';
}
