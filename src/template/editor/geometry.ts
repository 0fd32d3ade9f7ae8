import type { Range, Span } from '../../text/index';
import type { TemplateDocument } from '../document';
import type { Entry, Node } from '../node';
import { isAbsent } from './editor';
import { childrenOf, isEntry, isTopLevel, type Family } from './family';
import { keepsBreaks, type Lines } from './lines';

/** Where the parts of values stand in the text, in absolute offsets. */
export interface Geometry {
  readonly document: TemplateDocument;
  readonly lines: Lines;
  readonly family: Family;
  /** A value with its tag and anchor, without blank space at its end. */
  outer(node: Node): Range;
  /** An entry from its key to its value's last character, the colon of an absent value included. */
  entryRange(entry: Entry): Range;
  /** Behind what introduces a value: the colon, the dash or the tag. With `inside`, behind its own tag and anchor. */
  introEnd(node: Node, inside?: 'inside'): number;
  /** The dash that introduces an item of a block sequence. */
  dash(item: Node): number | undefined;
  /** The column of the key or dash under which a value in a block stands. */
  ownerColumn(node: Node): number;
  /** The comment inside a value on the line on which the value starts: `!If # why`. */
  firstComment(node: Node): Range | undefined;
  /** True when the value stands inside `{ … }` or `[ … ]`, as everything in JSON does. */
  inFlow(node: Node): boolean;
  /** True when blank lines at the end of a value are part of its last scalar (`|+`). */
  keepsBlankLines(node: Node): boolean;
}

/** Measures one version of a document. */
export function geometryOf(document: TemplateDocument, lines: Lines, family: Family): Geometry {
  const { text } = document;
  const trimmed = (range: Range): Range => {
    let { end } = range;
    while (end > range.start && /\s/.test(text.charAt(end - 1))) end--;
    return { start: range.start, end };
  };
  const commentsBy = commentFinder(document);

  const outer = (node: Node): Range => {
    const range = trimmed(document.locate(node));
    let { start } = range;
    if (node.tag) start = Math.min(start, document.locate(node.tag).start);
    if (node.anchor !== undefined) {
      const at = text.lastIndexOf(`&${node.anchor}`, range.start);
      if (at >= 0) start = Math.min(start, at);
    }
    return { start, end: Math.max(start, range.end) };
  };
  const colonEnd = (entry: Entry): number => {
    const colon = /\s*:/y;
    colon.lastIndex = document.locate(entry.key).end;
    return colon.test(text) ? colon.lastIndex : document.locate(entry.key).end;
  };
  const entryRange = (entry: Entry): Range => {
    const { start } = document.locate(entry);
    return { start, end: Math.max(outer(entry.value).end, isAbsent(entry.value) ? colonEnd(entry) : 0) };
  };
  const introEnd = (node: Node, inside?: 'inside'): number => {
    const parent = family.parentOf(node);
    if (parent && isEntry(parent) && isAbsent(node)) return colonEnd(parent);
    return skipBack(text, inside ? document.locate(node).start : outer(node).start, commentsBy(node));
  };
  const dash = (item: Node): number | undefined => {
    const at = introEnd(item) - 1;
    return text.charAt(at) === '-' ? at : undefined;
  };
  const ownerColumn = (node: Node): number => {
    const parent = family.parentOf(node);
    if (!parent || isTopLevel(parent)) return 0;
    if (isEntry(parent)) return lines.columnOf(document.locate(parent).start);
    if (parent.kind === 'sequence') return lines.columnOf(dash(node) ?? outer(node).start);
    if (parent.kind === 'intrinsic' && parent.form === 'short') return ownerColumn(parent);
    return lines.columnOf(document.locate(parent).start);
  };
  const inFlow = (node: Node): boolean => {
    if (document.language === 'json' || family.braces) return true;
    return family.ancestors(node).some((parent) => {
      if (isTopLevel(parent)) return parent.braces !== undefined;
      if (isEntry(parent)) return false;
      return parent.kind === 'intrinsic' ? isBracedCall(text, document.locate(parent)) : parent.flow;
    });
  };
  const firstComment = (node: Node): Range | undefined => {
    const { start, end } = outer(node);
    const lineEnd = lines.end(lines.lineOf(start));
    return commentsBy(node).find((each) => each.start > start && each.start < end && each.start < lineEnd);
  };
  const keepsBlankLines = (node: Node): boolean => {
    const leaf = lastLeaf(node);
    return leaf?.kind === 'scalar' && keepsBreaks(leaf);
  };
  return {
    document,
    lines,
    family,
    outer,
    entryRange,
    introEnd,
    dash,
    ownerColumn,
    firstComment,
    inFlow,
    keepsBlankLines,
  };
}

function isBracedCall(text: string, { start, end }: Range): boolean {
  return /^(?:![^\s{]*\s*)?\{$/.test(text.slice(start, Math.min(end, text.indexOf('{', start) + 1)));
}

function lastLeaf(node: Node): Node | undefined {
  const children = childrenOf(node);
  return children.length === 0 ? node : lastLeaf(children.at(-1)!);
}

/** Gives the comments of sections, in the order of the text. */
function commentFinder(document: TemplateDocument): (span: Span) => readonly Range[] {
  const bySection = new Map<object, readonly Range[]>();
  return ({ section }) => {
    let comments = bySection.get(section);
    if (!comments) {
      const found = document.sections.find((each) => each === section);
      comments = found?.comments.map((each) => document.locate(each)) ?? [];
      bySection.set(section, comments);
    }
    return comments;
  };
}

/** Goes back from an offset over blanks and comments. */
function skipBack(text: string, offset: number, comments: readonly Range[]): number {
  let at = offset;
  for (;;) {
    while (at > 0 && /\s/.test(text.charAt(at - 1))) at--;
    const comment = comments.find(({ end }) => end === at);
    if (!comment) return at;
    at = comment.start;
  }
}
