import type { Span } from '../../text/index';

/** Where in a template a value stands. The engine only hands it back. */
export type SourceSpan = Span;

/** Something that stands in a template: a whole resource or block (`at`) and, by property name, its values (`spans`). */
export interface Placed {
  readonly at?: SourceSpan;
  readonly spans?: Readonly<Record<string, SourceSpan>>;
}

/** A resource of the template. */
export interface Resource extends Placed {
  readonly logicalId: string;
  readonly aliases?: readonly string[];
}
