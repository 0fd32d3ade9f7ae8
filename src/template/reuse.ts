import type { TemplateDocument } from './document';
import type { Node } from './node';
import type { Piece } from './split/piece';
import type { ParsedSection } from './syntax/section';

/** The sections of an earlier version, to be asked for by place and text. */
export interface Reusable {
  /** A section of exactly this piece's text and context whose aliases still mean the same nodes. */
  find(piece: Piece, context: string, anchors: ReadonlyMap<string, Node>): ParsedSection | undefined;
}

const nothing: Reusable = { find: () => undefined };

/**
 * Prepares an earlier version of a document for the parsing of `text`.
 *
 * Both texts are compared from both ends once; a section in an equal part is then found by its offset alone. Sections
 * in between, and only these, are looked up by their text.
 */
export function reusable(uri: string, text: string, previous: TemplateDocument | undefined): Reusable {
  if (!previous || previous.uri !== uri || previous.sections.length === 0) return nothing;
  const head = equalHead(previous.text, text);
  const tail = equalTail(previous.text, text, head);
  const shift = text.length - previous.text.length;
  const byStart = new Map<number, ParsedSection>();
  const between = new Map<string, ParsedSection[]>();
  for (const section of previous.sections as readonly ParsedSection[]) {
    const { start, end } = previous.locate({ section, start: 0, end: section.text.length });
    if (end <= head) byStart.set(start, section);
    else if (start >= previous.text.length - tail) byStart.set(start + shift, section);
    else between.set(section.text, [...(between.get(section.text) ?? []), section]);
  }
  return {
    find: ({ start, end }, context, anchors) => {
      const fits = (section: ParsedSection): boolean => section.context === context && sameImports(section, anchors);
      const near = byStart.get(start);
      const unchanged = end <= head || start >= text.length - tail;
      if (near && unchanged && near.text.length === end - start && fits(near)) return near;
      const list = between.size > 0 ? between.get(text.slice(start, end)) : undefined;
      const index = list ? list.findIndex(fits) : -1;
      return index < 0 ? undefined : list!.splice(index, 1)[0];
    },
  };
}

function sameImports({ imports }: ParsedSection, anchors: ReadonlyMap<string, Node>): boolean {
  for (const [name, node] of imports) if (anchors.get(name) !== node) return false;
  return true;
}

const chunk = 4096;

/** How many characters two texts have in common at their beginning. Compares chunks first, which engines do fastest. */
function equalHead(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  let at = 0;
  while (at + chunk <= limit && a.slice(at, at + chunk) === b.slice(at, at + chunk)) at += chunk;
  while (at < limit && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** How many characters two texts have in common at their end, without those of their common beginning. */
function equalTail(a: string, b: string, head: number): number {
  const limit = Math.min(a.length, b.length) - head;
  let count = 0;
  const same = (from: number, to: number): boolean =>
    a.slice(a.length - to, a.length - from) === b.slice(b.length - to, b.length - from);
  while (count + chunk <= limit && same(count, count + chunk)) count += chunk;
  while (count < limit && a.charCodeAt(a.length - count - 1) === b.charCodeAt(b.length - count - 1)) count++;
  return count;
}
