import { detect, dialectOf, isBinary } from './detect';
import type { Language, TemplateDocument } from './document';
import { makeDocument } from './make-document';
import { parsePieces } from './parse-pieces';
import { divide, isJson } from './split/split';
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
  const document = parseAs(uri, text, language, options.previous);
  if (options.language !== 'yaml' || language === 'yaml' || isSound(document)) return document;
  // A YAML file in braces may look like JSON at its start only.
  const yaml = parseAs(uri, text, 'yaml', options.previous);
  return isSound(yaml) ? yaml : document;
}

function parseAs(
  uri: string,
  text: string,
  language: Language,
  previous: TemplateDocument | undefined,
): TemplateDocument {
  const pieces = isBinary(text) ? [] : divide(text, language);
  const dialect = dialectOf(text, pieces);
  const placed = dialect === 'none' ? [] : parsePieces(uri, text, pieces, previous);
  return makeDocument({ uri, text, language, dialect, placed });
}

function isSound({ problems }: TemplateDocument): boolean {
  return problems.every(({ code }) => code !== 'syntax');
}

function tooLong(uri: string, text: string, language: Language): TemplateDocument {
  const dialect = detect(text, language);
  if (dialect === 'none') return makeDocument({ uri, text, language, dialect, placed: [] });
  const section = draftSection(uri, text, { syntax: language, kind: 'rest', top: '', start: 0, end: 0 });
  report(section, 'limit', 0, 0, `This file is longer than ${maxLength / 1024 / 1024} MB and is not read`);
  return makeDocument({ uri, text, language, dialect, placed: [{ section, start: 0 }] });
}
