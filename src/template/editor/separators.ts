import type { TemplateDocument } from '../document';

/** The offset of the comma behind a child of a flow container, blanks and comments skipped. */
export function commaBehind(document: TemplateDocument, offset: number): number | undefined {
  const trivia = document.language === 'json' ? /(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/y : /(?:\s+#[^\r\n]*|\s)*/y;
  trivia.lastIndex = offset;
  trivia.test(document.text);
  const at = trivia.lastIndex;
  return document.text.charAt(at) === ',' ? at : undefined;
}
