import type { Range, Section } from '../../text/index';
import type { Entry, MappingNode, Node, SequenceNode } from '../node';
import type { Geometry } from './geometry';
import type { TopLevel } from './top-level';

/** One child of a container as it stands in the text. */
export interface Child {
  /** An entry from its key, an item of a block from its dash, else the value. */
  readonly range: Range;
  readonly key: string | undefined;
  /** True when the blank lines below belong to its last scalar. */
  readonly keepsBlankLines: boolean;
}

/** A container whose children can be removed and added: a mapping, a sequence, a top-level key, the whole template. */
export interface Box {
  readonly kind: 'mapping' | 'sequence';
  readonly children: readonly Child[];
  /** The brackets of a flow container. */
  readonly braces: Range | undefined;
  /** Where the brackets of a container that has become empty go. */
  readonly introEnd: number;
  /** How many containers stand around it. */
  readonly depth: number;
  /** The section whose style counts; `undefined` for what holds whole sections. */
  readonly section: Section | undefined;
  /** True for the template itself and for a top-level key whose children are sections. */
  readonly outermost: boolean;
}

/** The box of a mapping. */
export function boxOfMapping(geometry: Geometry, node: MappingNode): Box {
  return {
    kind: 'mapping',
    children: node.entries.map((entry) => childOfEntry(geometry, entry)),
    braces: node.flow ? geometry.document.locate(node) : undefined,
    ...around(geometry, node),
  };
}

/** The box of a sequence; `undefined` when a dash cannot be found. */
export function boxOfSequence(geometry: Geometry, node: SequenceNode): Box | undefined {
  const children: Child[] = [];
  for (const item of node.items) {
    const { start, end } = geometry.outer(item);
    const first = node.flow ? start : geometry.dash(item);
    if (first === undefined) return undefined;
    const range = { start: first, end: Math.max(end, node.flow ? end : first + 1) };
    children.push({ range, key: undefined, keepsBlankLines: geometry.keepsBlankLines(item) });
  }
  const braces = node.flow ? geometry.document.locate(node) : undefined;
  return { kind: 'sequence', children, braces, ...around(geometry, node) };
}

/** The box of a top-level key whose children are sections. */
export function boxOfTopLevel(geometry: Geometry, top: TopLevel): Box {
  return {
    kind: 'mapping',
    children: top.children.map((entry) => childOfEntry(geometry, entry)),
    braces: top.braces,
    introEnd: top.valueStart,
    depth: 1,
    section: undefined,
    outermost: true,
  };
}

/** The box of the template itself. */
export function boxOfTemplate(geometry: Geometry): Box {
  const { family } = geometry;
  const children = family.tops.map((top): Child => {
    const last = top.divided ? top.children.at(-1) : top.entry;
    const keepsBlankLines = last !== undefined && !top.braces && geometry.keepsBlankLines(last.value);
    return { range: top.range, key: top.key, keepsBlankLines };
  });
  return {
    kind: 'mapping',
    children,
    braces: family.braces,
    introEnd: 0,
    depth: 0,
    section: undefined,
    outermost: true,
  };
}

function childOfEntry(geometry: Geometry, entry: Entry): Child {
  const { key, value } = entry;
  return {
    range: geometry.entryRange(entry),
    key: typeof key.value === 'string' ? key.value : key.source,
    keepsBlankLines: geometry.keepsBlankLines(value),
  };
}

function around(geometry: Geometry, node: Node): Pick<Box, 'introEnd' | 'depth' | 'section' | 'outermost'> {
  const depth = geometry.family.ancestors(node).length + 1;
  return { introEnd: geometry.introEnd(node, 'inside'), depth, section: node.section, outermost: false };
}
