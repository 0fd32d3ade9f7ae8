import type { TemplateDocument } from '../document';
import type { ScalarNode } from '../node';
import { entriesOf, nodesIn } from './family';

/** The lines of a text, by number from zero. A line break at the end of the text starts no further line. */
export interface Lines {
  readonly text: string;
  /** The line break that most lines have. */
  readonly eol: string;
  readonly count: number;
  /** False when the last line has no line break. */
  readonly closed: boolean;
  lineOf(offset: number): number;
  columnOf(offset: number): number;
  /** Offset of a line's first character; of the text's end for a line past the last. */
  start(line: number): number;
  /** Offset of the line break that ends a line. */
  end(line: number): number;
  /** The blank characters a line starts with. */
  indentText(line: number): string;
  isBlank(line: number): boolean;
  /** True for a blank line that belongs to a scalar and may not go: below `|+`. */
  isKept(line: number): boolean;
  /** True when a line holds nothing but a comment. Lines inside a block scalar can look like one. */
  isComment(line: number): boolean;
  /** True when nothing but blanks stand before the offset on its line. */
  isFirstOnLine(offset: number): boolean;
}

/** The lines of a document's text. */
export function linesOf(document: TemplateDocument): Lines {
  const { text, lines: index } = document;
  const closed = /[\r\n]$/.test(text);
  const count = closed ? index.lineCount - 1 : index.lineCount;
  const start = (line: number): number => (line >= index.lineCount ? text.length : index.offsetAt({ line, column: 0 }));
  const end = (line: number): number => {
    let offset = start(line + 1);
    while (offset > start(line) && isBreak(text.charCodeAt(offset - 1))) offset--;
    return offset;
  };
  const content = (line: number): string => text.slice(start(line), end(line));
  const commentStart = document.language === 'json' ? /^\s*(\/\/|\/\*.*\*\/\s*$)/ : /^\s*#/;
  const isBlank = (line: number): boolean => line >= 0 && line < count && content(line).trim() === '';
  const kept = keptBlanks(document, (offset) => index.positionAt(offset).line, isBlank);
  return {
    text,
    eol: favouriteBreak(text),
    count,
    closed,
    lineOf: (offset) => index.positionAt(offset).line,
    columnOf: (offset) => index.positionAt(offset).column,
    start,
    end,
    indentText: (line) => /^[ \t]*/.exec(content(line))![0],
    isBlank,
    isKept: (line) => kept.has(line),
    isComment: (line) => line >= 0 && line < count && commentStart.test(content(line)),
    isFirstOnLine: (offset) => text.slice(start(index.positionAt(offset).line), offset).trim() === '',
  };
}

/** The blank lines at the end of block scalars that keep them. */
function keptBlanks(
  document: TemplateDocument,
  lineOf: (offset: number) => number,
  isBlank: (line: number) => boolean,
): Set<number> {
  const kept = new Set<number>();
  if (!/[|>]\d?\+/.test(document.text)) return kept;
  for (const entry of document.sections.flatMap(entriesOf)) {
    for (const node of nodesIn(entry.value)) {
      if (node.kind !== 'scalar' || !keepsBreaks(node)) continue;
      const { start, end } = document.locate(node);
      const text = document.text.slice(start, end).trimEnd();
      for (let line = lineOf(start + text.length) + 1; isBlank(line); line++) kept.add(line);
    }
  }
  return kept;
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function favouriteBreak(text: string): string {
  const windows = text.split('\r\n').length - 1;
  const all = text.split('\n').length - 1;
  return windows * 2 > all ? '\r\n' : '\n';
}

/** True when a block scalar keeps the blank lines at its end (`|+`, `>2+`). */
export function keepsBreaks(node: ScalarNode): boolean {
  return (node.style === 'literal' || node.style === 'folded') && /^[|>]\d?\+/.test(node.source);
}
