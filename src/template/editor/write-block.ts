import { writeKey, writeLiteral } from './scalar';
import type { Style } from './style';
import type { CallValue, ListValue, MapEntry, MapValue, TextValue, Value } from './value';
import { keyHabits, longForm, shortArgument, tagOf, writeFlow, writeYamlString } from './write-flow';

/** A value in a YAML block: what stands behind the colon or dash, and the lines below with their full indentation. */
export interface Written {
  readonly head: string;
  readonly body: readonly string[];
}

/** The key or dash under which a value stands. */
export interface BlockPlace {
  readonly style: Style;
  readonly column: number;
  readonly owner: 'key' | 'dash';
  /** The column of block entries or dashes that are to be lined up with, where the value stands among such. */
  readonly inner?: number | undefined;
}

const longestLine = 100;

/** Spells a value below a key or dash. */
export function writeBlock(value: Value, place: BlockPlace): Written {
  switch (value.kind) {
    case 'literal':
      return { head: value.text, body: [] };
    case 'string':
      return writeBlockString(value, place);
    case 'text':
      return writeText(value, place);
    case 'list':
      return value.items.length === 0 ? { head: '[]', body: [] } : { head: '', body: writeItems(value, place) };
    case 'map':
      return value.entries.length === 0 ? { head: '{}', body: [] } : { head: '', body: writeEntries(value, place) };
    case 'call':
      return writeCall(value, place);
  }
}

/** The lines of `key: value` with the key at `column`, below its comment. */
export function writeEntry({ key, value, comment }: MapEntry, column: number, style: Style): string[] {
  const indent = ' '.repeat(column);
  const { head, body } = writeBlock(value, { style, column, owner: 'key' });
  const spelled = writeKey(key, { ...keyHabits(style), inFlow: false });
  const comments =
    comment === undefined ? [] : comment.split(/\r\n|\r|\n/).map((line) => `${indent}# ${line}`.trimEnd());
  return [...comments, `${indent}${spelled}:${head && ` ${head}`}`, ...body];
}

/** The lines of `- value` with the dash at `column`. */
export function writeItem(value: Value, column: number, style: Style): string[] {
  const { head, body } = writeBlock(value, { style, column, owner: 'dash' });
  const dash = `${' '.repeat(column)}-${' '.repeat(style.dashWidth - 1)}`;
  if (head !== '') return [dash + head, ...body];
  const [first = '', ...rest] = body;
  return [dash + first.trimStart(), ...rest];
}

function writeEntries({ entries, gap = 0 }: MapValue, place: BlockPlace): string[] {
  const column = mapColumn(place);
  return entries.flatMap((entry, i) => [
    ...(i === 0 ? [] : Array.from({ length: gap }, () => '')),
    ...writeEntry(entry, column, place.style),
  ]);
}

function writeItems({ items }: ListValue, place: BlockPlace): string[] {
  return items.flatMap((item) => writeItem(item, listColumn(place), place.style));
}

function writeCall(call: CallValue, place: BlockPlace): Written {
  const { style } = place;
  const argument = shortArgument(call, style);
  if (!argument) return writeLongCall(call, place);
  const tag = tagOf(call.name);
  if (argument.kind === 'list' && style.callLists === 'flow') {
    const line = oneLine(argument, style);
    if (line !== undefined) return { head: `${tag} ${line}`, body: [] };
  }
  // Behind a tag a sequence must be indented, also where sequences below keys are not.
  const written = writeBlock(argument, { ...place, inner: innerColumn(place) });
  return { head: written.head === '' ? tag : `${tag} ${written.head}`, body: written.body };
}

function writeLongCall(call: CallValue, place: BlockPlace): Written {
  const { style } = place;
  const map = longForm(call);
  if (style.longCalls === 'flow') {
    const line = oneLine(map, style);
    if (line !== undefined) return { head: line, body: [] };
  }
  const argument = map.entries[0]!.value;
  if (argument.kind === 'list' && style.callLists === 'flow') {
    const line = oneLine(argument, style);
    const column = mapColumn(place);
    if (line !== undefined) return { head: '', body: [`${' '.repeat(column)}${call.name}: ${line}`] };
  }
  return writeBlock(map, place);
}

/** A value in braces on one short line, where it can be. */
function oneLine(value: Value, style: Style): string | undefined {
  if (holdsText(value)) return undefined;
  const line = writeFlow(value, { style, json: false });
  return line.length <= longestLine && !line.includes('\n') ? line : undefined;
}

/** Text copied from a block cannot be put in braces. */
function holdsText(value: Value): boolean {
  if (value.kind === 'list') return value.items.some(holdsText);
  if (value.kind === 'map') return value.entries.some((entry) => holdsText(entry.value));
  return value.kind === 'call' ? holdsText(value.argument) : value.kind === 'text';
}

function writeBlockString(string: Extract<Value, { kind: 'string' }>, place: BlockPlace): Written {
  const literal = string.quote === undefined ? writeLiteral(string.value) : undefined;
  if (!literal) return { head: writeYamlString(string, place.style, false), body: [] };
  const indent = ' '.repeat(place.column + Math.max(place.style.step, 1));
  return { head: literal.header, body: literal.lines.map((line) => (line === '' ? '' : indent + line)) };
}

function writeText({ lines, block }: TextValue, place: BlockPlace): Written {
  const [first = '', ...rest] = lines;
  const isList = /^-(\s|$)/.test(first);
  const column = block ? (isList ? listColumn(place) : mapColumn(place)) : place.column;
  const indent = ' '.repeat(column);
  const body = rest.map((line) => (line.trim() === '' ? '' : indent + line));
  return block ? { head: '', body: [indent + first, ...body] } : { head: first, body };
}

function mapColumn(place: BlockPlace): number {
  return place.inner ?? innerColumn(place);
}

function listColumn(place: BlockPlace): number {
  if (place.inner !== undefined || place.owner === 'dash') return mapColumn(place);
  return place.column + place.style.sequenceOffset;
}

function innerColumn({ column, owner, style }: BlockPlace): number {
  return column + (owner === 'dash' ? style.dashWidth : Math.max(style.step, 1));
}
