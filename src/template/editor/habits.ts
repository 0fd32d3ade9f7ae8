import type { TemplateSection } from '../document';
import type { Entry, IntrinsicNode, MappingNode, Node, ScalarNode, SequenceNode } from '../node';
import { isAbsent } from './editor';
import { childrenOf, entriesOf, isEntry } from './family';
import type { Geometry } from './geometry';

/** How often each habit was seen, by its name and value: `quote:single`, `step:4`. */
export type Habits = Map<string, number>;

const cache = new WeakMap<TemplateSection, Habits>();

/** Counts the habits of one section of a template; once, however many versions of the document share the section. */
export function habitsOf(geometry: Geometry, section: TemplateSection): Habits {
  const known = cache.get(section);
  if (known) return known;
  const habits: Habits = new Map();
  cache.set(section, habits);
  for (const entry of entriesOf(section)) {
    lookAtColon(geometry, entry, habits);
    lookAt(geometry, entry.value, habits);
  }
  return habits;
}

/** Adds the counts of `more` to `habits`. */
export function addHabits(habits: Habits, more: Habits): void {
  for (const [name, count] of more) habits.set(name, (habits.get(name) ?? 0) + count);
}

/** The most frequent value of a habit, the first seen of equals; `undefined` when it was never seen. */
export function favourite(habits: Habits, habit: string): string | undefined {
  let best: [string, number] | undefined;
  for (const [name, count] of habits) {
    if (name.startsWith(`${habit}:`) && (!best || count > best[1])) best = [name.slice(habit.length + 1), count];
  }
  return best?.[0];
}

/** Strings that everybody may write without quotes: those that do not say nothing of a habit. */
const needsNoQuotes = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z](?:[\w./-]|:(?=[\w:/]))*$/i;

function lookAt(geometry: Geometry, node: Node, habits: Habits): void {
  if (node.kind === 'mapping') lookAtMapping(geometry, node, habits);
  if (node.kind === 'sequence') lookAtSequence(geometry, node, habits);
  if (node.kind === 'intrinsic') lookAtCall(geometry, node, habits);
  if (node.kind === 'scalar' && typeof node.value === 'string') {
    if (needsNoQuotes.test(node.value)) see(habits, `quoted:${isQuoted(node)}`);
    if (isQuoted(node)) see(habits, `quote:${node.style}`);
  }
  for (const child of childrenOf(node)) lookAt(geometry, child, habits);
}

function lookAtMapping(geometry: Geometry, node: MappingNode, habits: Habits): void {
  for (const entry of node.entries) lookAtColon(geometry, entry, habits);
  const first = node.entries[0];
  if (!first) return;
  const inside = geometry.document.locate(first).start;
  if (node.flow) {
    lookAtBracket(geometry, node, inside, 'map', habits);
    lookAtCommas(geometry, node.entries.map(geometry.entryRange), habits);
  } else if (isEntry(geometry.family.parentOf(node) ?? {})) {
    see(habits, `step:${geometry.lines.columnOf(inside) - geometry.ownerColumn(node)}`);
  }
}

function lookAtSequence(geometry: Geometry, node: SequenceNode, habits: Habits): void {
  const first = node.items[0];
  if (!first) return;
  const { lines, family } = geometry;
  const inside = geometry.outer(first).start;
  if (node.flow) {
    lookAtBracket(geometry, node, inside, 'list', habits);
    lookAtCommas(geometry, node.items.map(geometry.outer), habits);
    return;
  }
  const dash = geometry.dash(first);
  if (dash === undefined) return;
  const parent = family.parentOf(node);
  if (parent && isEntry(parent)) see(habits, `sequence:${lines.columnOf(dash) - geometry.ownerColumn(node)}`);
  if (!isAbsent(first) && lines.lineOf(dash) === lines.lineOf(inside)) see(habits, `dash:${inside - dash}`);
}

function lookAtCall(geometry: Geometry, node: IntrinsicNode, habits: Habits): void {
  const { document, lines } = geometry;
  const range = geometry.outer(node);
  const braced = document.text.charAt(range.start) === '{';
  see(habits, `intrinsics:${node.form}`);
  const { argument } = node;
  if (argument.kind === 'sequence' && argument.items.length > 0)
    see(habits, `callList:${argument.flow ? 'flow' : 'block'}`);
  if (node.form === 'long') see(habits, `longCall:${braced ? 'flow' : 'block'}`);
  if (node.name === 'Fn::Sub' && argument.kind === 'scalar') {
    see(habits, `quotedSub:${isQuoted(argument)}`);
  }
  if (!braced) return;
  see(habits, `callLine:${lines.lineOf(range.start) === lines.lineOf(range.end) ? 'one' : 'many'}`);
  const keyStart = range.start + 1 + /^\s*/.exec(document.text.slice(range.start + 1, range.start + 80))![0].length;
  lookAtBracket(geometry, node, keyStart, 'map', habits);
  const colon = /:\s*/y;
  colon.lastIndex = keyStart + node.name.length + (/["']/.test(document.text.charAt(keyStart)) ? 2 : 0);
  const found = colon.exec(document.text);
  if (found) see(habits, `colon:${found[0].length > 1 ? ': ' : ':'}`);
}

function lookAtBracket(geometry: Geometry, node: Node, inside: number, what: 'map' | 'list', habits: Habits): void {
  const { document, lines } = geometry;
  const open = node.kind === 'intrinsic' ? geometry.outer(node).start : document.locate(node).start;
  const [outerLine, innerLine] = [lines.lineOf(open), lines.lineOf(inside)];
  if (what === 'list') see(habits, `listLine:${outerLine === innerLine ? 'one' : 'many'}`);
  if (outerLine === innerLine) {
    see(habits, `${what}Padding:${document.text.slice(open + 1, inside)}`);
    return;
  }
  const [outside, deeper] = [lines.indentText(outerLine), lines.indentText(innerLine)];
  if (lines.isFirstOnLine(inside) && deeper.startsWith(outside) && deeper !== outside) {
    see(habits, `unit:${deeper.slice(outside.length)}`);
  }
}

function lookAtCommas(geometry: Geometry, ranges: readonly { start: number; end: number }[], habits: Habits): void {
  for (let i = 1; i < ranges.length; i++) {
    const between = geometry.document.text.slice(ranges[i - 1]!.end, ranges[i]!.start);
    if (/^,[ ]*$/.test(between)) see(habits, `comma:${between}`);
  }
}

function lookAtColon(geometry: Geometry, entry: Entry, habits: Habits): void {
  const { document } = geometry;
  const { key } = entry;
  if (typeof key.value === 'string' && needsNoQuotes.test(key.value)) see(habits, `quotedKey:${isQuoted(key)}`);
  if (isAbsent(entry.value)) return;
  const between = document.text.slice(document.locate(entry.key).end, geometry.outer(entry.value).start);
  if (/^ ?: ?$/.test(between)) see(habits, `colon:${between}`);
}

function isQuoted({ style }: ScalarNode): boolean {
  return style === 'single' || style === 'double';
}

function see(habits: Habits, name: string): void {
  habits.set(name, (habits.get(name) ?? 0) + 1);
}
