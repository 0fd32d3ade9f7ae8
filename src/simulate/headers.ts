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

/** All fields but those of that name. */
export function withoutHeader(headers: HeaderList, name: string): HeaderList {
  return hasHeader(headers, name) ? headers.filter((field) => !sameName(field[0], name)) : headers;
}

/** Compares two header names without regard to case. */
export function sameName(one: string, other: string): boolean {
  return one === other || (one.length === other.length && one.toLowerCase() === other.toLowerCase());
}

function isList(input: HeaderInput): input is HeaderList {
  return Array.isArray(input);
}
