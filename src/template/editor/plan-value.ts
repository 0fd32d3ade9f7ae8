import type { Node } from '../node';
import { textChange, type Change } from './change';
import { isAbsent } from './editor';
import { isEntry, isTopLevel } from './family';
import type { Geometry } from './geometry';
import { baseIndent, looksLikeJson } from './place';
import type { Style } from './style';
import type { Target, Value } from './value';
import { planBlock } from './plan-block';
import { writeBlock, type Written } from './write-block';
import { writeFlow } from './write-flow';

const longestLine = 100;

/**
 * Changes that put a new value in the place of `node`. `build` makes the value ready for the place; `anchor` is written
 * in front of it.
 */
export function planValue(
  geometry: Geometry,
  node: Node,
  style: Style,
  build: (target: Target) => Value,
  anchor?: string,
): Change[] {
  const mark = anchor === undefined ? '' : `&${anchor}`;
  const inLine = (text: string): Change[] => replaceOnLine(geometry, node, mark === '' ? text : `${mark} ${text}`);
  const shortTags = style.intrinsics === 'short';
  if (geometry.inFlow(node)) {
    const json = looksLikeJson(geometry, node);
    const base = json ? baseIndent(geometry, node) : undefined;
    const value = withQuotesOf(node, build({ geometry, flow: true, pretty: base !== undefined, shortTags }));
    return inLine(flowText(geometry, node, value, { style, json, base }));
  }
  if (staysFlow(node)) {
    const value = build({ geometry, flow: true, pretty: false, shortTags });
    if (value.kind === 'list' || value.kind === 'map') {
      const line = writeFlow(value, { style, json: node.kind === 'mapping' && looksLikeJson(geometry, node) });
      if (line.length <= longestLine) return inLine(line);
    }
  }
  const value = withQuotesOf(node, build({ geometry, flow: false, pretty: false, shortTags }));
  const { head, body } = behindTag(geometry, node, value, style);
  return planBlock(geometry, node, style, { head: [mark, head].filter((part) => part !== '').join(' '), body });
}

/** A list or mapping in braces keeps them when it is replaced, except an empty one, which says nothing about style. */
function staysFlow(node: Node): boolean {
  if (node.kind === 'mapping') return node.flow && node.entries.length > 0;
  return node.kind === 'sequence' && node.flow && node.items.length > 0;
}

/** Inside braces a value that stood on one line stays on one line where that is short enough. */
function flowText(geometry: Geometry, node: Node, value: Value, place: Parameters<typeof writeFlow>[1]): string {
  const { start, end } = geometry.outer(node);
  const wasLine = staysFlow(node) && geometry.lines.lineOf(start) === geometry.lines.lineOf(end);
  if (wasLine && value.kind !== 'text') {
    const line = writeFlow(value, { ...place, base: undefined });
    if (line.length <= longestLine) return line;
  }
  return writeFlow(value, place);
}

function replaceOnLine(geometry: Geometry, node: Node, text: string): Change[] {
  const { lines } = geometry;
  const newText = text.split('\n').join(lines.eol);
  if (isAbsent(node)) {
    const at = geometry.introEnd(node);
    return [textChange(at, at, ` ${newText}`)];
  }
  const { start, end } = geometry.outer(node);
  return [textChange(start, end, newText)];
}

/** A call may not follow a short tag in short form, so the argument of a short tag is written in long form. */
function behindTag(geometry: Geometry, node: Node, value: Value, style: Style): Written {
  const parent = geometry.family.parentOf(node);
  const isArgument = parent !== undefined && !isTopLevel(parent) && !isEntry(parent) && parent.kind === 'intrinsic';
  const isItem = parent !== undefined && !isTopLevel(parent) && !isEntry(parent) && parent.kind === 'sequence';
  const column = geometry.ownerColumn(node);
  const short = isArgument && parent.form === 'short';
  const owner = isItem || (short && ownedByDash(geometry, parent)) ? 'dash' : 'key';
  const spelled: Style = short && value.kind === 'call' ? { ...style, intrinsics: 'long' } : style;
  const step = owner === 'dash' ? style.dashWidth : Math.max(style.step, 1);
  return writeBlock(value, {
    style: spelled,
    column,
    owner,
    inner: short ? column + step : innerColumn(geometry, node, value),
  });
}

function ownedByDash({ family }: Geometry, node: Node): boolean {
  const parent = family.parentOf(node);
  return parent !== undefined && !isTopLevel(parent) && !isEntry(parent) && parent.kind === 'sequence';
}

/** A block collection that replaces one of its kind is lined up like it. */
function innerColumn({ document, lines }: Geometry, node: Node, value: Value): number | undefined {
  const sameKind =
    (node.kind === 'mapping' && value.kind === 'map') || (node.kind === 'sequence' && value.kind === 'list');
  if (!sameKind || node.flow) return undefined;
  return lines.columnOf(document.locate(node).start);
}

/** A scalar takes over the quotes of the scalar it replaces. */
function withQuotesOf(node: Node, value: Value): Value {
  if (node.kind === 'intrinsic' && value.kind === 'call') {
    return value.name === node.name ? { ...value, argument: withQuotesOf(node.argument, value.argument) } : value;
  }
  if (node.kind !== 'scalar' || isAbsent(node)) return value;
  const quoted = node.style === 'single' || node.style === 'double';
  if (value.kind === 'string') {
    return { ...value, quote: quoted ? node.style : node.style === 'plain' ? 'plain' : undefined };
  }
  // `Port: "80"` is a number in quotes by the author's habit.
  const isNumber = value.kind === 'literal' && /^-?\d/.test(value.text);
  const wasNumber = typeof node.value === 'string' && /^-?\d+(\.\d+)?$/.test(node.value);
  if (quoted && isNumber && wasNumber) return { kind: 'string', value: value.text, quote: node.style };
  return value;
}
