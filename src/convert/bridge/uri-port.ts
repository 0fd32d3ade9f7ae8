import type { WrittenPort } from './port';
import type { NewPiece, Piece } from './uri-pieces';

/** A piece of a `Uri`, or a part of one, that gives way to others. */
export interface Replacement {
  readonly piece: Piece;
  /** The part of a literal that is replaced; all of a look-up. */
  readonly from: number;
  readonly to: number;
  readonly by: readonly NewPiece[];
}

/** Finds the written port, or the place where one belongs. A text says why there is none. */
export function planPort(pieces: readonly Piece[], port: WrittenPort): readonly Replacement[] | string {
  const hidden = `its Uri must carry the ALB's port ${port.words}, but the port is put together from other values`;
  // One character stands for each look-up, so that positions in `text` lead back to pieces.
  const text = pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '\uE000')).join('');
  const match = /^(https?:\/\/)([^/?#]*)/.exec(text);
  if (!match) return hidden;
  const start = match[1]!.length;
  const authority = match[2]!;
  const by: NewPiece = port.isLiteral
    ? { literal: port.words }
    : port.inSub === undefined
      ? { value: port.fragment }
      : { name: port.inSub.slice(2, -1), value: port.fragment };
  const colon = authority.lastIndexOf(':');
  if (colon >= 0) {
    const written = authority.slice(colon + 1);
    if (!/^(\d+|\uE000)$/.test(written)) return hidden;
    const place = placeOf(pieces, start + colon + 1);
    if (!place || (written !== '\uE000' && place.from + written.length > sizeOf(place.piece))) return hidden;
    return [{ ...place, to: place.from + written.length, by: [by] }];
  }
  if (port.isLiteral && port.number === (match[1] === 'https://' ? 443 : 80)) return [];
  const place = endOf(pieces, start + authority.length);
  return place ? [{ ...place, to: place.from, by: [{ literal: ':' }, by] }] : hidden;
}

function sizeOf(piece: Piece): number {
  return piece.kind === 'literal' ? piece.text.length : 1;
}

/** The piece whose character stands at `position`. */
function placeOf(pieces: readonly Piece[], position: number): { piece: Piece; from: number } | undefined {
  let offset = 0;
  for (const piece of pieces) {
    if (position < offset + sizeOf(piece)) return { piece, from: position - offset };
    offset += sizeOf(piece);
  }
  return undefined;
}

/** The piece in front of `position`, or a literal that begins there, which is easier to edit. */
function endOf(pieces: readonly Piece[], position: number): { piece: Piece; from: number } | undefined {
  const behind = placeOf(pieces, position);
  if (behind?.piece.kind === 'literal') return behind;
  const ahead = placeOf(pieces, position - 1);
  return ahead && { piece: ahead.piece, from: ahead.from + 1 };
}
