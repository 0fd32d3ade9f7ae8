import type { Range } from '../../text/index';
import type { TemplateDocument } from '../document';

/** Every comment of a YAML document, in the order of the text, from its `#` to the end of its line. None for JSON. */
export function commentsOf(document: TemplateDocument): readonly Range[] {
  const known = cache.get(document);
  if (known) return known;
  const found: Range[] = [];
  let end = 0;
  for (const section of document.language === 'yaml' ? document.sections : []) {
    const place = document.locate({ section, start: 0, end: section.text.length });
    found.push(...between(document.text, end, place.start), ...section.comments.map((each) => document.locate(each)));
    end = place.end;
  }
  if (document.language === 'yaml') found.push(...between(document.text, end, document.text.length));
  const sorted = found.sort((a, b) => a.start - b.start);
  cache.set(document, sorted);
  return sorted;
}

const cache = new WeakMap<TemplateDocument, readonly Range[]>();

/** Between sections there are only blanks, separators and comments. */
function between(text: string, start: number, end: number): Range[] {
  return [...text.slice(start, end).matchAll(/#[^\r\n]*/g)].map(({ index, 0: comment }) => ({
    start: start + index,
    end: start + index + comment.length,
  }));
}
