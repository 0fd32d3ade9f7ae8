/** Query strings, kept raw where nobody touches them. */

export interface QueryParameter {
  /** As on the wire, e.g. `a%20b=c+d`. */
  readonly raw: string;
  readonly name: string;
  readonly value: string;
}

/** Splits a raw query; `+` is a space, broken percent-encoding stays as it is. */
export function parseQuery(query: string): QueryParameter[] {
  if (query === '') return [];
  const parameters: QueryParameter[] = [];
  for (const raw of query.split('&')) {
    if (raw === '') continue;
    const equals = raw.indexOf('=');
    const name = equals < 0 ? raw : raw.slice(0, equals);
    const value = equals < 0 ? '' : raw.slice(equals + 1);
    parameters.push({ raw, name: decode(name), value: decode(value) });
  }
  return parameters;
}

/** One parameter as it goes on the wire. */
export function encodeParameter(name: string, value: string): string {
  return `${encodeText(name)}=${encodeText(value)}`;
}

/** Percent-encoding undone and `+` read as a space; text that does not decode stays as it is. */
export function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** Percent-encodes all but letters, digits and `_.~-`. */
export function encodeText(text: string): string {
  return /^[\w.~-]*$/.test(text) ? text : encodeURIComponent(wellFormed(text));
}

// A lone surrogate cannot be encoded and would throw.
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
