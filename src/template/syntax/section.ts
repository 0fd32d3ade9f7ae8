import type { Span } from '../../text/index';
import type { Problem, TemplateSection } from '../document';
import type { Entry, Node } from '../node';
import type { Piece, PieceKind } from '../split/piece';

/** What the parser keeps with a section to know when the next version of the document may use it again. */
export interface ParsedSection extends TemplateSection {
  readonly kind: PieceKind;
  /** What besides the text decided how it was parsed; see `contextOf`. */
  readonly context: string;
  /** The anchors it defines, last definition of each name. */
  readonly exports: ReadonlyMap<string, Node>;
  /** The anchors of earlier sections it refers to, with what they meant when it was parsed. */
  readonly imports: ReadonlyMap<string, Node | undefined>;
  /** Where a quote or bracket opens that is not closed (or closed by a line indented too little). */
  readonly unclosed: number | undefined;
}

/** A section while it is being filled. Nodes point at it, so it has to exist before them. */
export interface SectionDraft {
  readonly uri: string;
  readonly text: string;
  readonly kind: PieceKind;
  readonly context: string;
  path: readonly [string] | readonly [string, string];
  entry: Entry | undefined;
  undivided?: readonly Entry[];
  comments: Span[];
  problems: Problem[];
  exports: Map<string, Node>;
  imports: Map<string, Node | undefined>;
  unclosed: number | undefined;
}

/** What, besides its text, decides how a piece is parsed. */
export function contextOf(piece: Piece): string {
  return `${piece.syntax} ${piece.kind} ${piece.top} ${piece.flaw ?? ''}`;
}

/** An empty section for a piece of `text`. */
export function draftSection(uri: string, text: string, piece: Piece): SectionDraft {
  return {
    uri,
    text: detach(text.slice(piece.start, piece.end)),
    kind: piece.kind,
    context: contextOf(piece),
    path: [piece.top],
    entry: undefined,
    comments: [],
    problems: [],
    exports: new Map(),
    imports: new Map(),
    unclosed: undefined,
  };
}

/** Copies a slice, which would otherwise keep the whole text it was cut from in memory, for as long as the section lives. */
function detach(slice: string): string {
  return (' ' + slice).slice(1);
}

/** The most problems one section reports: after these, more of them help nobody. */
export const maxProblems = 50;

/** Adds a problem to a section, its range kept inside the section's text. What was just said of the same place is not said again. */
export function report(
  section: SectionDraft,
  code: Problem['code'],
  start: number,
  end: number,
  message: string,
): void {
  if (section.problems.length >= maxProblems) return;
  const last = section.problems.at(-1);
  if (last?.start === start && last.message === message) return;
  const from = Math.max(0, Math.min(start, section.text.length));
  const to = Math.max(from, Math.min(end, section.text.length));
  section.problems.push({ section, start: from, end: to, code, message });
}

/** Gives a section the path that its entry says, or else its piece. */
export function nameSection(section: SectionDraft, { kind, top }: Piece): SectionDraft {
  const key = section.entry ? String(section.entry.key.value) : undefined;
  if (kind === 'child') section.path = [top, key ?? section.text.trim().split(/[\r\n]/, 1)[0]!];
  else section.path = [key ?? top];
  return section;
}

/** A section of what follows the end of the template: nothing in it is read. */
export function describeRest(section: SectionDraft): SectionDraft {
  section.path = [''];
  const content = /^(?!\s*(?:#|---|\.\.\.|$)).*/m.exec(section.text);
  if (content) {
    const start = content.index + /^\s*/.exec(content[0])![0].length;
    report(
      section,
      'syntax',
      start,
      content.index + content[0].length,
      'The template ends before this; what follows is not read',
    );
  }
  return section;
}
