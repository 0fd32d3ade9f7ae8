import { boxOfMapping, boxOfSequence, boxOfTemplate, boxOfTopLevel, type Box } from './box';
import { textChange, type Change } from './change';
import { isNew, type ChildList, type NewSlot } from './child-list';
import { isTopLevel } from './family';
import type { Geometry } from './geometry';
import { childrenOnOneLine, hasDoubleQuotedKeys, looksLikeJson } from './place';
import { planInline } from './plan-inline';
import { planLines } from './plan-lines';
import { planValue } from './plan-value';
import { gapAt, standsOnLines } from './regions';
import { template, type Owner } from './state';
import type { Style, Styles } from './style';
import type { TopLevel } from './top-level';
import { toValue, type MapEntry, type Target, type Value } from './value';
import { writeEntry, writeItem } from './write-block';
import { writeFlow, writeFlowEntry, type FlowPlace } from './write-flow';

/** Changes that make the children of a container what `list` says; `undefined` when they cannot be told apart. */
export function planList(geometry: Geometry, styles: Styles, owner: Owner, list: ChildList): Change[] | undefined {
  const box = boxOf(geometry, owner);
  if (!box) return undefined;
  const style = styles.styleIn(box.section);
  if (box.children.length === 0) {
    const slots = list.slots.filter(isNew);
    if (owner === template) return [];
    if (isTopLevel(owner)) return planEmptyTop(geometry, owner, style, slots);
    const sequence = owner.kind === 'sequence';
    return planValue(geometry, owner, style, (target) =>
      sequence ? listValue(slots, target) : mapValue(slots, target),
    );
  }
  const shortTags = style.intrinsics === 'short';
  if (!box.braces) {
    const column = geometry.lines.columnOf(box.children[0]!.range.start);
    const target: Target = { geometry, flow: false, pretty: false, shortTags };
    const spelled = owner === template ? withTopStep(geometry, style) : withDashes(geometry, box, style);
    // It looks at every entry of the template, so it is measured once, and only where it counts.
    const gap = box.outermost && list.slots.some(isNew) ? outermostGap(geometry, box) : 0;
    const write = (slot: NewSlot): string[] => writeBlockChild(slot, column, spelled, target, gap);
    return planLines(geometry, box, list, write, gap);
  }
  return planBraces(geometry, box, list, style, isJson(geometry, owner), shortTags);
}

/** `"Parameters": {}`, whose braces no section holds. */
function planEmptyTop(geometry: Geometry, owner: TopLevel, style: Style, slots: readonly NewSlot[]): Change[] {
  const { lines } = geometry;
  const { braces, range } = owner;
  if (!braces || slots.length === 0) return [];
  const base = lines.isFirstOnLine(range.start) ? lines.indentText(lines.lineOf(range.start)) : undefined;
  const target: Target = { geometry, flow: true, pretty: base !== undefined, shortTags: style.intrinsics === 'short' };
  const text = writeFlow(mapValue(slots, target), { style, json: isJson(geometry, owner), base });
  return [textChange(braces.start, braces.end, text.split('\n').join(lines.eol))];
}

function boxOf(geometry: Geometry, owner: Owner): Box | undefined {
  if (owner === template) return boxOfTemplate(geometry);
  if (isTopLevel(owner)) return boxOfTopLevel(geometry, owner);
  if (owner.kind === 'sequence') return boxOfSequence(geometry, owner);
  if (owner.kind === 'mapping') return boxOfMapping(geometry, owner);
  return {
    kind: 'mapping',
    children: [],
    braces: undefined,
    introEnd: 0,
    depth: 0,
    section: owner.section,
    outermost: false,
  };
}

function planBraces(
  geometry: Geometry,
  box: Box,
  list: ChildList,
  style: Style,
  json: boolean,
  shortTags: boolean,
): Change[] {
  const { document, lines } = geometry;
  const line: FlowPlace = { style, json };
  const oneLine = (slot: NewSlot): string =>
    writeFlowChild(slot, line, { geometry, flow: true, pretty: false, shortTags });
  if (!standsOnLines(box, lines)) return planInline(document, box, list, oneLine, style);
  const base = lines.indentText(lines.lineOf(box.children[0]!.range.start));
  const pretty: FlowPlace = { style, json, base: json ? base : undefined };
  const write = (slot: NewSlot): string[] => {
    const short = box.kind === 'sequence' && childrenOnOneLine(geometry, box);
    const text = short
      ? oneLine(slot)
      : writeFlowChild(slot, pretty, { geometry, flow: true, pretty: json, shortTags });
    return (base + text).split('\n');
  };
  return planLines(geometry, box, list, write, 0);
}

function writeFlowChild(slot: NewSlot, place: FlowPlace, target: Target): string {
  const value = slotValue(slot, target);
  return slot.key === undefined ? writeFlow(value, place) : writeFlowEntry(slot.key, value, place);
}

function writeBlockChild(slot: NewSlot, column: number, style: Style, target: Target, gap: number): string[] {
  const value = slotValue(slot, target);
  if (slot.key === undefined) return writeItem(value, column, style);
  const spaced: Value = value.kind === 'map' && isPending(slot) ? { ...value, gap } : value;
  return writeEntry({ key: slot.key, value: spaced, comment: slot.comment }, column, style);
}

function isPending({ value }: NewSlot): boolean {
  return typeof value === 'object' && 'isChildList' in value;
}

function slotValue({ value }: NewSlot, target: Target): Value {
  if (typeof value === 'object' && 'isChildList' in value) {
    return mapValue((value as ChildList).slots.filter(isNew), target);
  }
  return toValue(value, target);
}

function mapValue(slots: readonly NewSlot[], target: Target): Value {
  const entries = slots.map((slot): MapEntry => ({
    key: slot.key ?? '',
    value: slotValue(slot, target),
    comment: slot.comment,
  }));
  return { kind: 'map', entries };
}

function listValue(slots: readonly NewSlot[], target: Target): Value {
  return { kind: 'list', items: slots.map((slot) => slotValue(slot, target)) };
}

function isJson(geometry: Geometry, owner: Owner): boolean {
  if (geometry.document.language === 'json') return true;
  if (owner === template) return geometry.document.text.trimStart().startsWith('{"');
  if (isTopLevel(owner)) return owner.entry.key.style === 'double';
  if (owner.kind === 'mapping') return hasDoubleQuotedKeys(owner);
  return looksLikeJson(geometry, owner);
}

/** Blank lines between outermost children where the neighbours show none: as elsewhere in the template. */
function outermostGap(geometry: Geometry, box: Box): number {
  const { family, lines } = geometry;
  const tops = family.tops.filter(({ children, braces }) => children.length > 1 && !braces);
  const boxes = [box, ...tops.map((top) => boxOfTopLevel(geometry, top))];
  for (const each of boxes) {
    const gap = each.outermost && each.children.length > 1 ? gapAt(each, 0, lines) : undefined;
    if (gap !== undefined) return gap;
  }
  return gapAt(boxOfTemplate(geometry), 0, lines) ?? 0;
}

/** New items stand as far from their dashes as their neighbours. */
function withDashes({ lines }: Geometry, { kind, children }: Box, style: Style): Style {
  if (kind === 'mapping') return style;
  for (const { range } of children) {
    const beside = /^-([ ]+)[^\s#]/.exec(lines.text.slice(range.start, lines.end(lines.lineOf(range.start))));
    if (beside) return { ...style, dashWidth: beside[1]!.length + 1 };
  }
  return style;
}

/** New top-level keys indent their entries like the others. */
function withTopStep({ document, family, lines }: Geometry, style: Style): Style {
  const top = family.tops.find(({ children, braces }) => children.length > 0 && !braces);
  const first = top?.children[0];
  return first && top
    ? { ...style, step: lines.columnOf(document.locate(first).start) - lines.columnOf(top.range.start) }
    : style;
}
