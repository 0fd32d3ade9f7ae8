import type { HeaderField, HeaderList } from './message';

/** Headers as callers like to write them. */
export type HeaderInput = HeaderList | Readonly<Record<string, string | readonly string[]>>;

/** Brings both ways of writing headers into wire form. */
export function headerList(input: HeaderInput | undefined): HeaderList {
  if (input === undefined) return [];
  if (isList(input)) return input;
  const fields: HeaderField[] = [];
  for (const [name, value] of Object.entries(input)) {
    if (typeof value === 'string') fields.push([name, value]);
    else for (const one of value) fields.push([name, one]);
  }
  return fields;
}

/** Value of the first field of that name, whatever its case. */
export function header(headers: HeaderList, name: string): string | undefined {
  for (const field of headers) if (sameName(field[0], name)) return field[1];
  return undefined;
}

/** Values of all fields of that name, in order. */
export function headerValues(headers: HeaderList, name: string): string[] {
  const values: string[] = [];
  for (const field of headers) if (sameName(field[0], name)) values.push(field[1]);
  return values;
}

export function hasHeader(headers: HeaderList, name: string): boolean {
  return header(headers, name) !== undefined;
}

/** Replaces the first field of that name in place, drops its repetitions, or appends. */
export function withHeader(headers: HeaderList, name: string, value: string): HeaderList {
  const fields: HeaderField[] = [];
  let placed = false;
  for (const field of headers) {
    if (!sameName(field[0], name)) fields.push(field);
    else if (!placed) {
      fields.push([name, value]);
      placed = true;
    }
  }
  if (!placed) fields.push([name, value]);
  return fields;
}

/** Replaces the fields of that name by one, or by one per item of a list. */
export function withHeaderValues(headers: HeaderList, name: string, value: string | readonly string[]): HeaderList {
  if (typeof value === 'string') return withHeader(headers, name, value);
  return [...withoutHeader(headers, name), ...value.map((one): HeaderField => [name, one])];
}

/** Like `withHeader`, in a list of the caller's own. */
export function setHeader(fields: HeaderField[], name: string, value: string): void {
  const index = fields.findIndex((field) => sameName(field[0], name));
  if (index < 0) {
    fields.push([name, value]);
    return;
  }
  fields[index] = [name, value];
  for (let other = fields.length - 1; other > index; other--) {
    if (sameName((fields[other] as HeaderField)[0], name)) fields.splice(other, 1);
  }
}

/** All fields but those of that name. */
export function withoutHeader(headers: HeaderList, name: string): HeaderList {
  return hasHeader(headers, name) ? headers.filter((field) => !sameName(field[0], name)) : headers;
}

/** Compares two header names without regard to case. */
export function sameName(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  // Most names of one length differ in their first or last letter, which costs no copy in lower case.
  const last = one.length - 1;
  return (
    (one.charCodeAt(0) | 32) === (other.charCodeAt(0) | 32) &&
    (one.charCodeAt(last) | 32) === (other.charCodeAt(last) | 32) &&
    one.toLowerCase() === other.toLowerCase()
  );
}

/** Whether these are the characters of a field name. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
export function isFieldName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/** A test whether a header name, in any case, is one of `names`, which are in lower case. */
export function namesIn(names: Iterable<string>): (name: string) => boolean {
  const known: ReadonlySet<string> = new Set(names);
  // Most names differ in length already, and need no copy in lower case.
  const lengths: boolean[] = [];
  for (const { length } of known) lengths[length] = true;
  return (name) => lengths[name.length] === true && (known.has(name) || known.has(name.toLowerCase()));
}

function isList(input: HeaderInput): input is HeaderList {
  return Array.isArray(input);
}
