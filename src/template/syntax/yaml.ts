import { isMap, isScalar, type Pair } from 'yaml';
import type { Entry, Node } from '../node';
import type { Piece } from '../split/piece';
import { unifyBreaks } from '../split/split';
import { tooDeep } from './limits';
import { expectedInside, expectedUnder } from './normalise';
import { describeRest, draftSection, maxProblems, nameSection, report, type SectionDraft } from './section';
import { makeEntries, makeRoot, type NodeMaker } from './yaml-nodes';
import { describe, withoutCascade } from './yaml-problems';
import { readYaml, type YamlText } from './yaml-read';

/** A reading of the text that differs from the text itself, at equal offsets; see yaml-lenient.ts. */
export interface Reading {
  readonly text: string;
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly unfold: (source: string) => string | undefined;
}

/** Parses one piece of YAML. `outer` holds the anchors of the sections before it. Never throws. */
export function parseYamlPiece(
  uri: string,
  text: string,
  piece: Piece,
  outer: ReadonlyMap<string, Node>,
  reading?: Reading,
): SectionDraft {
  const section = draftSection(uri, text, piece);
  if (piece.kind === 'rest') return describeRest(section);
  const yaml = readYaml(reading?.text ?? unifyBreaks(section.text));
  const comments = reading ? [...yaml.comments, ...reading.comments].sort((a, b) => a.start - b.start) : yaml.comments;
  section.comments = comments.map((comment) => ({ section, ...comment }));
  if (!yaml.document) {
    report(section, 'limit', 0, section.text.length, tooDeep);
    return nameSection(section, piece);
  }
  const maker: NodeMaker = { section, outer, anchors: new Map(), ...(reading ? { unfold: reading.unfold } : {}) };
  reportErrors(section, yaml);
  fill(maker, piece, yaml);
  for (const [name, { node }] of maker.anchors) if (node) section.exports.set(name, node);
  section.unclosed = yaml.unclosed;
  return nameSection(section, piece);
}

function fill(maker: NodeMaker, piece: Piece, { document, start, second }: YamlText): void {
  const { section } = maker;
  const contents = document?.contents;
  if (isMap(contents)) {
    const pairs = contents.items as Pair[];
    const entries = makeEntriesOf(maker, pairs, piece);
    if (entries.length === 1 && piece.kind !== 'document') section.entry = entries[0];
    else section.undivided = entries;
    if (piece.flaw === 'indentation' && entries[0]) {
      const { start, end } = entries[0].key;
      report(section, 'syntax', start, end, 'This key is indented less than the ones before it');
    }
  } else if (contents) {
    const root = makeRoot(maker, contents, start);
    if (isScalar(contents) && root.start < root.end) {
      report(section, 'syntax', root.start, root.end, 'This key needs a colon and a value');
    }
  }
  if (second !== undefined) report(section, 'syntax', second, second + 3, oneDocument);
}

const oneDocument = 'A template is one YAML document; what follows here is not read';

function makeEntriesOf(maker: NodeMaker, pairs: readonly Pair[], { kind, top }: Piece): Entry[] {
  const below = expectedInside(expectedUnder(top));
  return makeEntries(maker, pairs, kind === 'child' ? () => below : expectedUnder);
}

function reportErrors(section: SectionDraft, { errors }: YamlText): void {
  for (const error of withoutCascade(errors).slice(0, maxProblems)) {
    const [start, end] = error.pos;
    report(
      section,
      error.code === 'RESOURCE_EXHAUSTION' ? 'limit' : 'syntax',
      start,
      end,
      describe(error, section.text),
    );
  }
}
