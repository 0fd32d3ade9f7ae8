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

/** How often a quote or bracket without its end is looked for in vain, so that a text full of them costs little. */
const maxAttempts = 20;

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
  let attempts = maxAttempts;
  for (let index = 0; index < pieces.length; index++) {
    const piece = pieces[index]!;
    const section = parseOne(uri, text, piece, anchors, old);
    const wider =
      section.unclosed === undefined || attempts === 0
        ? undefined
        : parseWider(uri, text, pieces, index, section.unclosed, anchors, old);
    if (section.unclosed !== undefined && !wider && attempts > 0) attempts--;
    placed.push({ section: wider?.section ?? section, start: piece.start });
    for (const [name, node] of placed.at(-1)!.section.exports) anchors.set(name, node);
    index += (wider?.count ?? 1) - 1;
  }
  return placed;
}

interface Wider {
  readonly section: ParsedSection;
  /** How many pieces the section takes. */
  readonly count: number;
}

/** A quote or bracket that only a later piece closes makes one section of all pieces in between, where that can be read. */
function parseWider(
  uri: string,
  text: string,
  pieces: readonly Piece[],
  index: number,
  unclosed: number,
  anchors: ReadonlyMap<string, Node>,
  old: Reusable,
): Wider | undefined {
  const piece = pieces[index]!;
  const reach = piece.syntax === 'yaml' ? reachOf(text, piece.start + unclosed) : undefined;
  if (reach === undefined) return undefined;
  let last = index;
  while (last + 1 < pieces.length && pieces[last]!.end < reach) last++;
  if (pieces[last]!.kind === 'rest') return undefined;
  const joined: Piece = { ...piece, end: pieces[last]!.end };
  const section =
    old.find(joined, `${contextOf(joined)} lenient`, anchors) ?? readLeniently(uri, text, joined, anchors);
  return section && { section, count: last - index + 1 };
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
