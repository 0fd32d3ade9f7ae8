import type { Range, Section } from '../../text/index';
import type { TemplateDocument, TemplateSection } from '../document';
import type { AliasNode, Entry, IntrinsicNode, MappingNode, Node, SequenceNode } from '../node';
import { outerBraces, topLevelsOf, type TopLevel } from './top-level';

/** What directly holds an entry or a node. `undefined` for a top-level key. */
export type Parent = MappingNode | SequenceNode | IntrinsicNode | Entry | TopLevel | undefined;

/** Answers what holds what in one version of a document. */
export interface Family {
  readonly tops: readonly TopLevel[];
  /** The braces around the whole template, where it has some. */
  readonly braces: Range | undefined;
  /** @throws RangeError when `part` does not belong to this version of the document. */
  parentOf(part: Entry | Node): Parent;
  /** What holds `part`, from the nearest to the top-level key. */
  ancestors(part: Entry | Node | TopLevel): Exclude<Parent, undefined>[];
  /** The top-level key that `entry` is, where it is one. */
  topLevelOf(entry: Entry): TopLevel | undefined;
  /** Every alias of the document; found on first use. */
  aliases(): readonly AliasNode[];
}

/** True for an entry, as opposed to a node. */
export function isEntry(part: object): part is Entry {
  return 'key' in part && 'value' in part && 'section' in part;
}

/** True for a top-level key. */
export function isTopLevel(part: object): part is TopLevel {
  return 'valueStart' in part;
}

/** The nodes directly inside a node, aliases not followed. */
export function childrenOf(node: Node): readonly Node[] {
  if (node.kind === 'mapping') return node.entries.map((entry) => entry.value);
  if (node.kind === 'sequence') return node.items;
  return node.kind === 'intrinsic' ? [node.argument] : [];
}

/** The entries of a section: one, or all of a section that is not divided. */
export function entriesOf({ entry, undivided }: TemplateSection): readonly Entry[] {
  return entry ? [entry] : (undivided ?? []);
}

/** A node and all nodes inside it, in the order of the text, aliases not followed. */
export function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesIn(child);
}

/** Prepares the answers; sections are looked through when first asked about. */
export function familyOf(document: TemplateDocument): Family {
  const tops = topLevelsOf(document);
  const parents = new Map<object, Parent>();
  const known = new Set<Section>();
  const singles = new Map<Entry, TopLevel>();
  for (const top of tops) {
    singles.set(top.entry, top);
    for (const child of top.children) parents.set(child, top);
  }
  const learn = (section: Section): void => {
    known.add(section);
    const found = document.sections.find((each) => each === section);
    for (const entry of found ? entriesOf(found) : []) {
      if (!parents.has(entry)) parents.set(entry, undefined);
      parents.set(entry.value, entry);
      for (const node of nodesIn(entry.value)) adopt(node, parents);
    }
  };
  const parentOf = (part: Entry | Node): Parent => {
    if (!known.has(part.section)) learn(part.section);
    if (!parents.has(part)) throw new RangeError(`A part at ${part.start} is not in this version of ${document.uri}`);
    return parents.get(part);
  };
  let aliases: readonly AliasNode[] | undefined;
  return {
    tops,
    braces: outerBraces(document, tops),
    parentOf,
    ancestors(part) {
      const result: Exclude<Parent, undefined>[] = [];
      for (let at: Parent = isTopLevel(part) ? undefined : parentOf(part); at;) {
        result.push(at);
        at = isTopLevel(at) ? undefined : parentOf(at);
      }
      return result;
    },
    topLevelOf: (entry) => singles.get(entry),
    aliases: () => (aliases ??= findAliases(document)),
  };
}

function adopt(node: Node, parents: Map<object, Parent>): void {
  if (node.kind !== 'mapping') {
    for (const child of childrenOf(node)) parents.set(child, node as SequenceNode | IntrinsicNode);
    return;
  }
  for (const entry of node.entries) {
    parents.set(entry, node);
    parents.set(entry.value, entry);
  }
}

function findAliases(document: TemplateDocument): AliasNode[] {
  if (!document.text.includes('*')) return [];
  const found: AliasNode[] = [];
  for (const entry of document.sections.flatMap(entriesOf)) {
    for (const node of nodesIn(entry.value)) if (node.kind === 'alias') found.push(node);
  }
  return found;
}
