import type { Range } from '../../text/index';
import type { TemplateDocument } from '../document';
import type { IntrinsicName, Node } from '../node';
import { nodesIn } from './family';
import { isCopyFragment, isFragmentList, isIntrinsicFragment, type Fragment } from './fragment';
import type { Geometry } from './geometry';

/** A fragment made ready for the writers of one place. */
export type Value = StringValue | LiteralValue | ListValue | MapValue | CallValue | TextValue;

export interface StringValue {
  readonly kind: 'string';
  readonly value: string;
  /** The quotes to use where they can hold the string. */
  readonly quote?: 'single' | 'double' | 'plain' | undefined;
}

/** A number, boolean or null, in the characters to be written. */
export interface LiteralValue {
  readonly kind: 'literal';
  readonly text: string;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export interface MapValue {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  /** Blank lines between the entries in a block. */
  readonly gap?: number;
}

export interface MapEntry {
  readonly key: string;
  readonly value: Value;
  readonly comment?: string | undefined;
}

export interface CallValue {
  readonly kind: 'call';
  readonly name: IntrinsicName;
  readonly argument: Value;
}

/** Text taken over as it stands. The first line starts at the value; the others are indented relative to its base. */
export interface TextValue {
  readonly kind: 'text';
  readonly lines: readonly string[];
  /** True for a block collection, whose first line stands at the base itself. */
  readonly block: boolean;
}

/** Where a value is to be written. */
export interface Target {
  readonly geometry: Geometry;
  readonly flow: boolean;
  /** True where braces may stand over several lines. */
  readonly pretty: boolean;
  readonly shortTags: boolean;
}

/** Makes a fragment ready for a place: copies become text where their text can stand there, values elsewhere. */
export function toValue(fragment: Fragment, target: Target): Value {
  if (typeof fragment === 'string') return { kind: 'string', value: fragment };
  if (typeof fragment !== 'object') return { kind: 'literal', text: String(fragment) };
  if (isCopyFragment(fragment))
    return copyText(fragment.node, target) ?? valueOf(fragment.node, target.geometry.document);
  if (isIntrinsicFragment(fragment)) {
    return { kind: 'call', name: fragment.name, argument: toValue(fragment.argument, target) };
  }
  if (isFragmentList(fragment)) return { kind: 'list', items: fragment.map((item) => toValue(item, target)) };
  const entries = Object.entries(fragment).flatMap(([key, value]): MapEntry[] =>
    value === undefined ? [] : [{ key, value: toValue(value, target) }],
  );
  return { kind: 'map', entries };
}

/** The value of a node of any document, without its spelling. Aliases are spelled out, those without target as null. */
export function valueOf(node: Node, document: TemplateDocument, depth = 0): Value {
  if (node.kind === 'alias') {
    // Nested aliases grow without bound; a template that deep is an attack and not worth a faithful copy.
    return node.target && depth < 100 ? valueOf(node.target, document, depth + 1) : { kind: 'literal', text: 'null' };
  }
  if (node.kind === 'sequence') {
    return { kind: 'list', items: node.items.map((item) => valueOf(item, document, depth + 1)) };
  }
  if (node.kind === 'intrinsic') {
    return { kind: 'call', name: node.name, argument: valueOf(node.argument, document, depth + 1) };
  }
  if (node.kind === 'mapping') {
    const entries = node.entries.map(({ key, value }) => ({
      key: typeof key.value === 'string' ? key.value : key.source,
      value: valueOf(value, document, depth + 1),
    }));
    return { kind: 'map', entries };
  }
  if (typeof node.value === 'string') {
    const isQuoted = node.style === 'single' || node.style === 'double';
    const quote = isQuoted && document.owns(node.section) ? node.style : undefined;
    return { kind: 'string', value: node.value, quote };
  }
  const source = node.source.trim();
  const sameSpelling = document.owns(node.section) && source !== '' && node.style === 'plain';
  return { kind: 'literal', text: sameSpelling ? source : String(node.value) };
}

/** The text of a node of this document, when it can stand at the target as it is. */
function copyText(node: Node, { geometry, flow, pretty, shortTags }: Target): TextValue | undefined {
  const { document, lines } = geometry;
  if (!document.owns(node.section) || geometry.inFlow(node) !== flow) return undefined;
  for (const each of nodesIn(node)) {
    if (each.kind === 'alias' || (each.anchor !== undefined && each !== node)) return undefined;
    if (!shortTags && each.kind === 'intrinsic' && each.form === 'short') return undefined;
  }
  const range = withoutAnchor(geometry, node);
  const [first, ...rest] = document.text.slice(range.start, range.end).split(/\r\n|\r|\n/);
  if (first === undefined || first === '') return undefined;
  if (rest.length === 0) return { kind: 'text', lines: [first], block: isBlock(node, geometry) };
  if (flow) {
    if (!pretty) return undefined;
    const base = lines.indentText(lines.lineOf(range.start));
    return { kind: 'text', lines: [first, ...rest.map((line) => withoutPrefix(line, base))], block: false };
  }
  const block = isBlock(node, geometry);
  const base = ' '.repeat(block ? lines.columnOf(range.start) : geometry.ownerColumn(node));
  return { kind: 'text', lines: [first, ...rest.map((line) => withoutPrefix(line, base))], block };
}

function withoutAnchor({ document, outer }: Geometry, node: Node): Range {
  const range = outer(node);
  if (node.anchor === undefined) return range;
  const { start } = document.locate(node);
  return { start: node.tag ? Math.min(start, document.locate(node.tag).start) : start, end: range.end };
}

/** True for a block collection, which stands below its key; a tag, a scalar and braces stand beside it. */
function isBlock(node: Node, { document }: Geometry): boolean {
  if (node.tag) return false;
  if (node.kind === 'intrinsic')
    return node.form === 'long' && document.text.charAt(document.locate(node).start) !== '{';
  return (node.kind === 'mapping' || node.kind === 'sequence') && !node.flow;
}

/** A line without the indentation of what it is copied from, or without as much of it as the line has. */
function withoutPrefix(line: string, prefix: string): string {
  let length = 0;
  while (length < prefix.length && line[length] === prefix[length]) length++;
  return line.slice(length);
}
