import { getAtt, ref, type Fragment, type TemplateEditor } from '../../template/index';
import type { Span } from '../../text/index';
import type { NamePiece, Topology } from '../../topology/index';

/** Something that stands for a value in one document. */
export interface Expression {
  readonly fragment: Fragment;
  /** What stands for it between `${` and `}` of `Fn::Sub`; `undefined` where it takes a variable of its own. */
  readonly name: string | undefined;
}

/** A value of a resource, which may be one that the conversion adds. */
export interface Source {
  readonly uri: string;
  readonly logicalId: string;
  /** `undefined` for what `Ref` gives. */
  readonly attribute: string | undefined;
  /** The condition that the resource stands under. */
  readonly condition: string | undefined;
}

/** An output or a parameter that hands a value from one document to another. */
export interface Supply {
  readonly uri: string;
  readonly logicalId: string;
  readonly at: Span;
  /** What adding it does, as the title of a step. */
  readonly title: string;
  /** The name of a new export. */
  readonly exported: string | undefined;
  apply(write: (uri: string) => TemplateEditor): void;
}

/** What the ways over nested stacks and exports share. */
export interface ReachContext {
  readonly topology: Topology;
  /** A name that is not taken in a document yet. */
  fresh(uri: string, base: string): string;
  supply(supply: Supply): void;
  /** The new exports of this conversion, each with what it stands for: several templates may need the same. */
  readonly newExports: { readonly uri: string; readonly source: Source; readonly pieces: readonly NamePiece[] }[];
  /** The names of new exports of all conversions, each behind its template, for no two may be the same. */
  readonly exportNames: Set<string>;
}

/** `Ref` or `Fn::GetAtt`, where resource and use stand in one document. */
export function here({ logicalId, attribute }: Pick<Source, 'logicalId' | 'attribute'>): Expression {
  return attribute === undefined
    ? { fragment: ref(logicalId), name: logicalId }
    : { fragment: getAtt(logicalId, attribute), name: `${logicalId}.${attribute}` };
}
