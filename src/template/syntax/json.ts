import { visit } from 'jsonc-parser';
import type { Piece } from '../split/piece';
import { createJsonBuilder } from './json-nodes';
import { describe } from './json-problems';
import { maxDepth, tooDeep } from './limits';
import { describeRest, draftSection, nameSection, report, type SectionDraft } from './section';

/** Parses one piece of JSON: one property with its value, or a whole text. Never throws. */
export function parseJsonPiece(uri: string, text: string, piece: Piece): SectionDraft {
  const section = draftSection(uri, text, piece);
  if (piece.kind === 'rest') return describeRest(section);
  if (depthOf(section.text) > maxDepth) {
    report(section, 'limit', 0, section.text.length, tooDeep);
    return nameSection(section, piece);
  }
  const header = piece.kind === 'header';
  // A property parses inside braces only; all offsets are one too high then.
  const shift = piece.kind === 'document' ? 0 : 1;
  const inner = piece.flaw === 'trailing-comma' && !header ? section.text.slice(0, -1) : section.text;
  const source = shift === 0 ? inner : `{${inner}${header ? 'null' : ''}}`;
  const builder = createJsonBuilder(section, piece, shift);
  visit(
    source,
    {
      ...builder.visitor,
      onError: (code, offset, length) =>
        report(section, 'syntax', offset - shift, offset - shift + length, describe(code, source, offset)),
    },
    { disallowComments: false, allowTrailingComma: false, allowEmptyContent: true },
  );
  const entries = builder.entries();
  if (piece.kind !== 'document' && entries.length === 1) section.entry = entries[0];
  else section.undivided = entries;
  reportFlaw(section, piece);
  return nameSection(section, piece);
}

function reportFlaw(section: SectionDraft, { flaw, kind }: Piece): void {
  // Of a divided entry, the end lies in another section.
  const length = kind === 'header' ? (section.entry?.key.end ?? 1) : section.text.length;
  if (flaw === 'missing-comma') report(section, 'syntax', length - 1, length, 'A comma is missing after this');
  if (flaw === 'brackets')
    report(section, 'syntax', length - 1, length, 'Around here a bracket is missing, or there is one too many');
  if (flaw === 'missing-brace') report(section, 'syntax', length - 1, length, 'A "}" is missing after this');
  if (flaw === 'trailing-comma')
    report(section, 'syntax', length - 1, length, 'JSON allows no comma after the last entry');
}

/** The deepest nesting of brackets outside strings; an upper bound where the text is no valid JSON. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[[{]|[\]}]/g)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth);
    else if (token === '}' || token === ']') depth = Math.max(0, depth - 1);
  }
  return deepest;
}
