/** A half-open range of UTF-16 offsets into the text of one document. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range in a named document. `uri` is whatever the workspace calls the document; the core never opens it. */
export interface Location {
  readonly uri: string;
  readonly range: Range;
}

/** True when `inner` lies wholly inside `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True when the two ranges share at least one offset, or one is empty and lies strictly inside the other. */
export function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}
