import type { Span } from '../../text/index';
import type { Entry, MappingNode, Node, ScalarNode, SequenceNode } from '../node';
import type { ChildList } from './child-list';
import type { Refusal } from './editor';
import type { Fragment } from './fragment';
import type { TopLevel } from './top-level';

/** Stands for the template itself as the container of its top-level keys. */
export const template = Symbol('template');

/** What has children: a collection, an absent value that becomes a mapping, a top-level key, the template. */
export type Owner = MappingNode | SequenceNode | ScalarNode | TopLevel | typeof template;

/** Everything that was asked of an editor. */
export interface State {
  readonly values: Map<Node, Fragment>;
  readonly keys: Map<Entry, string>;
  readonly texts: Map<string, { readonly span: Span; readonly text: string; readonly isShared: boolean }>;
  readonly lists: Map<Owner, ChildList>;
  /** What is to be removed, with its place in its container. */
  readonly removed: Map<Entry | Node | TopLevel, Removal>;
  readonly refusals: Refusal[];
  /** Parts whose aliases may change with what they stand for. */
  readonly sharing: Set<Entry | Node>;
}

export interface Removal {
  readonly owner: Owner;
  readonly index: number;
  readonly at: Span;
}
