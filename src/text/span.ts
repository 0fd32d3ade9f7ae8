/**
 * A piece of a document that is parsed on its own: the template's header, one resource, one parameter.
 *
 * A section is immutable and is reused, as the same object, by every later version of the document in which its text
 * is unchanged. What is derived from a section alone can therefore be cached by its identity.
 */
export interface Section {
  readonly uri: string;
  readonly text: string;
}

/**
 * A half-open range of UTF-16 offsets relative to the start of its section.
 *
 * Spans stay valid while text before the section is edited. A document turns one into an absolute range with
 * `locate`; nothing else needs to know where a section begins.
 */
export interface Span {
  readonly section: Section;
  readonly start: number;
  readonly end: number;
}
