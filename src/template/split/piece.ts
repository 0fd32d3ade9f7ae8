/** How the text of a section is read. */
export type Syntax = 'yaml' | 'json';

/**
 * - `entry`: a top-level key with its whole value.
 * - `header`: a top-level key such as `Resources`, whose children are pieces of their own.
 * - `child`: one of those children.
 * - `document`: a text that cannot be divided.
 * - `rest`: what follows the end of the template, such as a second YAML document.
 */
export type PieceKind = 'entry' | 'header' | 'child' | 'document' | 'rest';

/** A mistake that only shows between two pieces, where no piece alone can see it. */
export type Flaw = 'indentation' | 'missing-comma' | 'trailing-comma' | 'missing-brace' | 'brackets';

/** One slice of a text, to be parsed on its own. Pieces of one text are ordered and do not overlap. */
export interface Piece {
  readonly syntax: Syntax;
  readonly kind: PieceKind;
  /** The top-level key the piece is or lies under; empty for `document` and `rest`, or when the key is hard to read. */
  readonly top: string;
  readonly start: number;
  readonly end: number;
  readonly flaw?: Flaw;
}

/** The top-level keys whose children are sections of their own: those that hold logical ids, and the paths of OpenAPI. */
export const dividedKeys: ReadonlySet<string> = new Set([
  'Resources',
  'Parameters',
  'Mappings',
  'Conditions',
  'Outputs',
  'Rules',
  'paths',
]);
