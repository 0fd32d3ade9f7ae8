import {
  header,
  headerValues,
  toText,
  type HeaderList,
  type HttpRequest,
  type HttpResponse,
} from '../../src/simulate/index';
import { toBase64 } from '../../src/simulate/gateway/base64';
import { parseQuery } from '../../src/simulate/query';
import { type Fields } from './fields';
import { textMatches, type Known } from './placeholders';

/** An expectation that did not hold. */
export class Mismatch extends Error {}

export function expectEqual(what: string, actual: unknown, expected: unknown, known: Known): void {
  if (!jsonMatches(expected, actual, known)) {
    throw new Mismatch(`${what}: expected ${show(expected)}, got ${show(actual)}`);
  }
}

/** `expect.response`. */
export function expectResponse(fields: Fields, response: HttpResponse, known: Known): void {
  const status = fields.number('status');
  if (status !== undefined) expectEqual('response.status', response.status, status, known);
  const statusClass = fields.has('statusClass') ? fields.scalar('statusClass').replace(/xx$/i, '') : undefined;
  if (statusClass !== undefined)
    expectEqual('response.statusClass', String(Math.floor(response.status / 100)), statusClass, known);
  expectHeaders(fields, response.headers, known);
  expectBody(fields, response.body, known);
  const cookies = fields.texts('setCookieNames');
  if (cookies) {
    const names = headerValues(response.headers, 'set-cookie').map((line) => line.split('=')[0]);
    for (const name of cookies)
      if (!names.includes(name))
        throw new Mismatch(`response sets no cookie ${name}, only ${names.join(', ') || 'none'}`);
  }
  fields.done();
}

/** `expect.upstream`. `pathPrefix` is where the backend's own paths begin. */
export function expectUpstream(
  fields: Fields,
  request: HttpRequest | undefined,
  known: Known,
  pathPrefix: string,
): void {
  if (!request) throw new Mismatch('no backend was reached');
  const method = fields.text('method');
  if (method !== undefined) expectEqual('upstream.method', request.method, method, known);
  const scheme = fields.text('scheme');
  if (scheme !== undefined) expectEqual('upstream.scheme', request.scheme, scheme, known);
  const path = fields.text('path');
  if (path !== undefined && !pathsFor(request.path, pathPrefix).some((one) => textMatches(path, one, known))) {
    throw new Mismatch(`upstream.path: expected ${show(path)}, got ${show(request.path)}`);
  }
  const uri = fields.text('uri');
  if (uri !== undefined) expectEqual('upstream.uri', uriOf(request), uri, known);
  expectQuery(fields, request, known);
  expectHeaders(fields, request.headers, known);
  expectBody(fields, request.body, known);
  fields.done();
}

/** A path as on the wire, and as the backend counts it below its own entry. */
function pathsFor(path: string, prefix: string): string[] {
  const rest = prefix !== '' && path.startsWith(prefix) ? path.slice(prefix.length) : path;
  return [path, rest.startsWith('/') ? rest : `/${rest}`];
}

function uriOf(request: HttpRequest): string {
  const query = request.query === '' ? '' : `?${request.query}`;
  return `${request.scheme}://${header(request.headers, 'host') ?? ''}${request.path}${query}`;
}

function expectQuery(fields: Fields, request: HttpRequest, known: Known): void {
  const parameters = parseQuery(request.query);
  const valuesOf = (name: string) => parameters.filter((one) => one.name === name).map(({ value }) => value);
  const query = fields.fields('query');
  for (const name of query?.keys() ?? []) {
    const expected = query?.raw(name);
    expectEqual(`upstream.query.${name}`, valuesOf(name), Array.isArray(expected) ? expected : [expected], known);
  }
  for (const name of fields.texts('queryAbsent') ?? []) {
    if (valuesOf(name).length > 0) throw new Mismatch(`upstream.query has ${name} = ${valuesOf(name).join(', ')}`);
  }
}

function expectHeaders(fields: Fields, headers: HeaderList, known: Known): void {
  expectNamed(fields, 'headers', headers, known, false);
  expectNamed(fields, 'headersCaseSensitive', headers, known, true);
  const exactly = fields.fields('headersExactly');
  if (exactly) {
    const names = new Set(exactly.keys().map((name) => name.toLowerCase()));
    expectNamed(fields, 'headersExactly', headers, known, false);
    const extra = headers.filter(([name]) => !names.has(name.toLowerCase()));
    if (extra.length > 0)
      throw new Mismatch(`headers that should not be there: ${extra.map(([name]) => name).join(', ')}`);
  }
  for (const name of fields.texts('headersAbsent') ?? []) {
    const value = header(headers, name);
    if (value !== undefined) throw new Mismatch(`header ${name} should be absent and is ${show(value)}`);
  }
  const contains = fields.fields('headerContains');
  for (const name of contains?.keys() ?? []) {
    const value = header(headers, name) ?? '';
    for (const part of listOf(contains, name)) {
      if (!value.includes(part) && !textMatches(`{{any}}${part}{{any}}`, value, known))
        throw new Mismatch(`header ${name}: expected to contain ${show(part)}, got ${show(value)}`);
    }
  }
  const hasField = fields.fields('headerHasField');
  for (const name of hasField?.keys() ?? []) {
    const keys = (header(headers, name) ?? '').split(';').map((part) => part.split('=')[0]?.trim());
    for (const key of listOf(hasField, name))
      if (!keys.includes(key))
        throw new Mismatch(`header ${name} holds no field ${key}: ${show(header(headers, name))}`);
  }
}

function listOf(fields: Fields | undefined, name: string): string[] {
  const value = fields?.raw(name);
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function expectNamed(fields: Fields, group: string, headers: HeaderList, known: Known, caseSensitive: boolean): void {
  const wanted = fields.fields(group);
  for (const name of wanted?.keys() ?? []) {
    const expected = wanted?.raw(name);
    const values = caseSensitive
      ? headers.filter((field) => field[0] === name).map((field) => field[1])
      : headerValues(headers, name);
    const fits = Array.isArray(expected)
      ? jsonMatches(expected, values, known)
      : values.length > 0 &&
        (textMatches(String(expected), values.join(', '), known) ||
          textMatches(String(expected), values.join(','), known));
    if (!fits)
      throw new Mismatch(
        `${group}.${name}: expected ${show(expected)}, got ${values.length === 0 ? 'no such header' : show(values.join(', '))}`,
      );
  }
}

function expectBody(fields: Fields, body: Uint8Array, known: Known): void {
  const text = toText(body);
  if (fields.has('body')) {
    const expected = fields.raw('body') ?? '';
    expectEqual('body', typeof expected === 'string' ? text : parse(text), expected, known);
  }
  if (fields.has('bodyBase64')) expectEqual('bodyBase64', toBase64(body), fields.text('bodyBase64'), known);
  if (fields.has('bodyJson')) expectEqual('bodyJson', parse(text), fields.raw('bodyJson'), known);
  const contains = fields.raw('bodyJsonContains');
  if (contains !== undefined && !jsonContains(contains, parse(text), known))
    throw new Mismatch(`bodyJsonContains: expected ${show(contains)}, got ${show(text)}`);
  const oneOf = fields.texts('bodyOneOf');
  if (oneOf && !oneOf.some((one) => textMatches(one, text, known)))
    throw new Mismatch(`bodyOneOf: expected one of ${show(oneOf)}, got ${show(text)}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Mismatch(`the body is not JSON: ${show(text)}`);
  }
}

/** Whether a JSON value is as expected, with placeholders in its texts. */
export function jsonMatches(expected: unknown, actual: unknown, known: Known): boolean {
  if (typeof expected === 'string')
    return expected === '{{any}}'
      ? actual !== undefined
      : typeof actual === 'string' && textMatches(expected, actual, known);
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, actual);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => jsonMatches(item, actual[index], known))
    );
  }
  if (!isObject(actual) || !isObject(expected)) return false;
  const keys = Object.keys(expected);
  return (
    Object.keys(actual).length === keys.length &&
    keys.every((key) => Object.hasOwn(actual, key) && jsonMatches(expected[key], actual[key], known))
  );
}

/** Whether a JSON value holds at least what is expected. */
function jsonContains(expected: unknown, actual: unknown, known: Known): boolean {
  if (!isObject(expected)) return jsonMatches(expected, actual, known);
  return (
    isObject(actual) &&
    Object.keys(expected).every((key) => Object.hasOwn(actual, key) && jsonContains(expected[key], actual[key], known))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
