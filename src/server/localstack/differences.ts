import { toText, type HttpResponse } from '../../simulate/index';
import type { Difference } from '../traces';

/** Headers that differ from request to request, or belong to one connection. */
const ofTheMoment =
  /^(date|age|x-amzn-remapped-date|x-amzn-requestid|x-amz-apigw-id|x-amzn-trace-id|connection|keep-alive|content-length|x-amzn-remapped-content-length|transfer-encoding)$/;

/** Points of one body that are named; a reader has understood after a few. */
const maxPoints = 10;

/** Where a second engine's answer says something else than the embedded one's; ids and times do not count. */
export function differencesBetween(embedded: HttpResponse, second: HttpResponse): readonly Difference[] {
  return [
    ...(embedded.status === second.status ? [] : [point('status', embedded.status, second.status)]),
    ...headerDifferences(embedded, second),
    ...bodyDifferences(toText(embedded.body), toText(second.body)),
  ];
}

function headerDifferences(embedded: HttpResponse, second: HttpResponse): readonly Difference[] {
  const ours = byName(embedded);
  const theirs = byName(second);
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((name) => !ofTheMoment.test(name) && ours.get(name) !== theirs.get(name))
    .sort()
    .map((name) => point(`header ${name}`, ours.get(name), theirs.get(name)));
}

function byName({ headers }: HttpResponse): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = map.get(key);
    map.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return map;
}

function bodyDifferences(embedded: string, second: string): readonly Difference[] {
  if (embedded === second) return [];
  const [ours, theirs] = [jsonOf(embedded), jsonOf(second)];
  if (!isObject(ours) || !isObject(theirs)) return [point('body', embedded, second)];
  return jsonDifferences('body', named(ours), named(theirs)).slice(0, maxPoints);
}

function jsonDifferences(at: string, ours: unknown, theirs: unknown): Difference[] {
  if (!isObject(ours) || !isObject(theirs) || Array.isArray(ours) !== Array.isArray(theirs)) {
    return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [point(at, ours, theirs)];
  }
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const place = (name: string): string => (Array.isArray(ours) ? `${at}[${name}]` : `${at}.${name}`);
  return names.flatMap((name) => jsonDifferences(place(name), ours[name], theirs[name]));
}

/** A target that shows what arrived, such as the built-in one: names of headers compare without case there, too. */
function named(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { headers } = body;
  if (!isObject(headers) || Array.isArray(headers)) return body;
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return { ...body, headers: Object.fromEntries(entries.filter(([name]) => name !== 'x-amzn-trace-id').sort()) };
}

function point(what: string, embedded: unknown, second: unknown): Difference {
  return { what, embedded: shown(embedded), second: shown(second) };
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  return typeof value === 'string' ? (value === '' ? '(empty)' : value) : JSON.stringify(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
