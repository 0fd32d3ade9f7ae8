import type { Span } from '../../text/index';

/** The place of a text inside a span, such as one `{name}` of a `Uri`; the whole span where it is written otherwise. */
export function partOf(span: Span, text: string): Span {
  const index = span.section.text.slice(span.start, span.end).indexOf(text);
  if (index < 0) return span;
  return { section: span.section, start: span.start + index, end: span.start + index + text.length };
}
