import { detect, dialectOf, isBinary } from './detect';
import type { Language, TemplateDocument } from './document';
import { makeDocument } from './make-document';
import { parsePieces } from './parse-pieces';
import { isJson, split } from './split/split';
import { draftSection, report } from './syntax/section';
import { maxLength } from './syntax/limits';

/** What `parse` may be told besides the text. */
export interface ParseOptions {
  /** What the file is said to be; without it, a text that starts like JSON is JSON. */
  readonly language?: Language;
  /** An earlier version of the same document, whose unchanged sections are used again. It never changes the outcome. */
  readonly previous?: TemplateDocument;
}

/**
 * Parses a template, or a text that may be one. Never throws: what is wrong is in the document's `problems`.
 *
 * The text is divided first, by its lines or brackets alone, and every section is then parsed on its own. So the work
 * after an edit is proportional to the edit, and a mistake in one resource leaves the others as they were.
 */
export function parse(uri: string, text: string, options: ParseOptions = {}): TemplateDocument {
  const language: Language = isJson(text, options.language) ? 'json' : 'yaml';
  if (text.length > maxLength) return tooLong(uri, text, language);
  const pieces = isBinary(text) ? [] : split(text, language);
  const dialect = dialectOf(text, pieces);
  if (dialect === 'none') return makeDocument({ uri, text, language, dialect, placed: [] });
  const placed = parsePieces(uri, text, pieces, options.previous);
  return makeDocument({ uri, text, language, dialect, placed });
}

function tooLong(uri: string, text: string, language: Language): TemplateDocument {
  const dialect = detect(text, language);
  if (dialect === 'none') return makeDocument({ uri, text, language, dialect, placed: [] });
  const section = draftSection(uri, text, { syntax: language, kind: 'rest', top: '', start: 0, end: 0 });
  report(section, 'limit', 0, 0, `This file is longer than ${maxLength / 1024 / 1024} MB and is not read`);
  return makeDocument({ uri, text, language, dialect, placed: [{ section, start: 0 }] });
}
