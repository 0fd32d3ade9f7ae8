import { copyOf, sub, type Fragment, type Node } from '../../template/index';
import type { Span } from '../../text/index';
import type { Reference, Value } from '../../topology/index';
import { isNode } from './branches';

/** A stretch of a `Uri` as it is written: literal characters, or one look-up. */
export type Piece =
  | { readonly kind: 'literal'; readonly text: string; readonly at: Span; readonly offset: number | undefined }
  | { readonly kind: 'reference'; readonly reference: Reference; readonly at: Span }
  | { readonly kind: 'opaque'; readonly at: Span };

/** The pieces of a `Uri`, in order; those of a function inside another (`Fn::Sub` in `Fn::Join`) among them. */
export function piecesOf(uri: Value<string>): readonly Piece[] {
  const parts = uri.kind === 'text' ? uri.parts : [uri];
  return parts.flatMap((part): readonly Piece[] => {
    if (part.kind === 'text') return piecesOf(part);
    if (part.kind === 'reference') return [{ kind: 'reference', reference: part, at: part.at }];
    if (part.kind !== 'literal') return [{ kind: 'opaque', at: part.at }];
    return [{ kind: 'literal', text: part.value, at: part.at, offset: offsetOf(part.at, part.value) }];
  });
}

/** What a piece looks like when the `Uri` is written anew: literal text, a name for `${…}`, or a value of its own. */
export type NewPiece =
  | { readonly literal: string }
  | { readonly name: string; readonly value: Fragment | undefined }
  | { readonly value: Fragment };

/** A piece as it is; `undefined` where its value cannot be copied. */
export function unchangedPiece(piece: Piece): NewPiece | undefined {
  if (piece.kind === 'literal') return { literal: piece.text };
  const target = piece.kind === 'reference' ? piece.reference.target : undefined;
  if (target?.to === 'name') return { name: target.name, value: undefined };
  if (target?.to === 'attribute') return { name: `${target.logicalId}.${target.attribute}`, value: undefined };
  return isNode(piece.at) ? { value: copyOf(piece.at) } : undefined;
}

/** Writes a `Uri` anew as `Fn::Sub`, or as plain text where nothing in it is looked up. */
export function writeUri(pieces: readonly NewPiece[]): Fragment {
  if (pieces.every((piece) => 'literal' in piece)) return pieces.map((piece) => piece.literal).join('');
  const variables: Record<string, Fragment> = {};
  const text = pieces.map((piece) => {
    // A literal `${…}`, such as a stage variable, would be looked up in Fn::Sub without the exclamation mark.
    if ('literal' in piece) return piece.literal.replaceAll('${', '${!');
    if ('name' in piece) return `\${${piece.name}}`;
    const name = `Part${Object.keys(variables).length + 1}`;
    variables[name] = piece.value;
    return `\${${name}}`;
  });
  return sub(text.join(''), Object.keys(variables).length > 0 ? variables : undefined);
}

/** True where `${…}` may be written into the text of a `Uri`. */
export function isSub(uri: Node): boolean {
  return uri.kind === 'intrinsic' && uri.name === 'Fn::Sub';
}

/** Where the characters of a literal begin in the text, or `undefined` where escapes make positions differ. */
function offsetOf(at: Span, text: string): number | undefined {
  const source = at.section.text.slice(at.start, at.end);
  if (source === text) return at.start;
  const quote = source.charAt(0);
  return (quote === '"' || quote === "'") && source.slice(1, -1) === text ? at.start + 1 : undefined;
}
