import type { Edit, Span } from '../../text/index';
import type { Entry, MappingNode, Node, SequenceNode } from '../node';
import type { Fragment } from './fragment';

/** Where a new entry goes, by the keys of its siblings; at the end when neither is given or neither is there. */
export interface EntryPlace {
  readonly after?: string;
  readonly before?: string;
}

/** Where a new item goes: beside a sibling; at the end when neither is given. */
export interface ItemPlace {
  readonly after?: Node;
  readonly before?: Node;
}

export interface EntryOptions extends EntryPlace {
  /** Written above the entry in YAML blocks, one `#` line for each line; left out where comments are not possible. */
  readonly comment?: string;
}

/** A change that was asked for and not made. */
export interface Refusal {
  readonly at: Span;
  /** One line without a final full stop: why, for the user. */
  readonly reason: string;
}

/**
 * Collects changes to one version of one template and turns them into the fewest text edits, in the template's style.
 *
 * Nodes and entries must come from the document the editor was made for. Changes may be asked for in any order and
 * are combined at the end: removing or replacing a part wins over every change inside it, and what is inserted beside a
 * removed part takes its place. Several inserts at one place keep the order of the calls.
 */
export interface TemplateEditor {
  /**
   * Replaces a value, tag included. A scalar's quotes are kept where the new value can stand in them, so a number put
   * in the place of `"80"` stays quoted. An alias is replaced by the value; its anchor's value is not touched.
   */
  replaceValue(node: Node, value: Fragment): void;
  /**
   * Replaces exactly these characters, such as a logical id inside a `!Sub` string. `everywhere` also where they belong
   * to a value that is used elsewhere through an alias.
   */
  replaceText(span: Span, text: string, scope?: 'everywhere'): void;
  /**
   * Sets the value of `key`: replaces the value of the entry that is there, or inserts an entry. `owner` is a mapping,
   * or an entry whose value is a mapping or absent (`Properties:` becomes a mapping).
   */
  setEntry(owner: MappingNode | Entry, key: string, value: Fragment, options?: EntryOptions): void;
  /** Renames a key, quotes kept. */
  renameKey(entry: Entry, key: string): void;
  /**
   * Removes an entry, also a whole resource or a whole top-level key, with the comments that belong to it: those on
   * its lines, inside it, and directly above it at the same indentation. The last entry of a mapping leaves `{}`,
   * except that a top-level key other than `Resources` goes with its last entry. An anchor in it that is used elsewhere
   * moves, with its value, to the first alias that stays.
   */
  removeEntry(entry: Entry): void;
  /** Removes an item with the comments that belong to it. The last item leaves `[]`. */
  removeItem(sequence: SequenceNode, item: Node): void;
  insertItem(sequence: SequenceNode, value: Fragment, place?: ItemPlace): void;
  /**
   * Adds a resource, parameter, output …; creates the top-level key at its usual place when it is missing. When
   * `logicalId` is there already its value is replaced.
   */
  addEntry(topLevelKey: string, logicalId: string, value: Fragment, options?: EntryOptions): void;
  /** Removes a whole top-level key such as `Outputs`; nothing happens when there is none. */
  removeTopLevelEntry(topLevelKey: string): void;
  /**
   * Lets changes to an anchored value apply to its aliases in `part`, too. Without this, a value with an alias is only
   * changed where all its aliases are removed or replaced.
   */
  shareIn(part: Entry | Node): void;
  /** True when the entry or item, or something around it, is to be removed. */
  isRemoved(part: Entry | Node): boolean;
  /** The edits for everything asked for so far: absolute, sorted, not overlapping. Empty for a document that is no template. */
  edits(): readonly Edit[];
  /** What was not done: changes to a value that is used elsewhere through an alias. */
  refused(): readonly Refusal[];
}

/** How an editor writes where the document's own habits do not decide. */
export interface EditorOptions {
  /**
   * `long` forbids short tags, as for files read through `AWS::Include`, which do not support them:
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
   */
  readonly intrinsics?: 'long';
}

/** True for a value that was left out in YAML (`Properties:`). */
export function isAbsent(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null && node.source === '';
}
