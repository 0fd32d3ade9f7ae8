import type { TemplateDocument } from './document';
import type { Node } from './node';
import { reusable, type Reusable } from './reuse';
import type { Piece } from './split/piece';
import { parseJsonPiece } from './syntax/json';
import { contextOf, type ParsedSection } from './syntax/section';
import { parseYamlPiece } from './syntax/yaml';
import { reachOf, readLeniently } from './syntax/yaml-lenient';

/** A section and where it begins in one version of its document. */
export interface Placed {
  readonly section: ParsedSection;
  readonly start: number;
}

/** Makes the section of every piece, in order, from those of the previous version wherever that is the same. */
export function parsePieces(
  uri: string,
  text: string,
  pieces: readonly Piece[],
  previous: TemplateDocument | undefined,
): Placed[] {
  const placed: Placed[] = [];
  const anchors = new Map<string, Node>();
  const old = reusable(uri, text, previous);
  for (let index = 0; index < pieces.length; index++) {
    const { section, start, count } = parseAt(uri, text, pieces, index, anchors, old);
    placed.push({ section, start });
    for (const [name, node] of section.exports) anchors.set(name, node);
    index += count - 1;
  }
  return placed;
}

interface Parsed extends Placed {
  /** How many pieces the section takes. */
  readonly count: number;
}

/** One section. A quote or bracket that only a later piece closes makes one section of all pieces in between. */
function parseAt(
  uri: string,
  text: string,
  pieces: readonly Piece[],
  index: number,
  anchors: ReadonlyMap<string, Node>,
  old: Reusable,
): Parsed {
  const piece = pieces[index]!;
  const { start } = piece;
  const section = parseOne(uri, text, piece, anchors, old);
  if (section.unclosed === undefined || piece.syntax !== 'yaml') return { section, start, count: 1 };
  const reach = reachOf(text, start + section.unclosed);
  if (reach === undefined) return { section, start, count: 1 };
  let last = index;
  while (last + 1 < pieces.length && pieces[last]!.end < reach) last++;
  if (pieces[last]!.kind === 'rest') return { section, start, count: 1 };
  const joined: Piece = { ...piece, end: pieces[last]!.end };
  const wider = old.find(joined, `${contextOf(joined)} lenient`, anchors) ?? readLeniently(uri, text, joined, anchors);
  return wider ? { section: wider, start, count: last - index + 1 } : { section, start, count: 1 };
}

function parseOne(
  uri: string,
  text: string,
  piece: Piece,
  anchors: ReadonlyMap<string, Node>,
  old: Reusable,
): ParsedSection {
  const same = old.find(piece, contextOf(piece), anchors);
  if (same) return same;
  return piece.syntax === 'json' ? parseJsonPiece(uri, text, piece) : parseYamlPiece(uri, text, piece, anchors);
}
