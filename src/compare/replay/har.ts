import type { HeaderField } from '../../simulate/index';
import type { Recorded, Recording, Skipped } from './recorded';

/**
 * Reads a HAR file, as browsers and proxies save it. Never throws; an entry that lacks its request is skipped.
 * The format: http://www.softwareishard.com/blog/har-12-spec/
 */
export function parseHar(text: string): Recording {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { unit: 'entry', requests: [], skipped: [{ at: 0, reason: noJson(text, error) }] };
  }
  const entries = get(get(file, 'log'), 'entries');
  if (!Array.isArray(entries))
    return { unit: 'entry', requests: [], skipped: [{ at: 0, reason: 'a HAR file has its requests in log.entries' }] };
  const requests: Recorded[] = [];
  const skipped: Skipped[] = [];
  for (const [index, entry] of (entries as unknown[]).entries()) {
    const read = readEntry(entry, index + 1);
    if ('reason' in read) skipped.push(read);
    else requests.push(read);
  }
  return { unit: 'entry', requests, skipped };
}

/** The engine's words are for programmers; the place helps anybody. */
function noJson(text: string, error: unknown): string {
  const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
  const line = position === undefined ? text.split('\n').length : text.slice(0, Number(position)).split('\n').length;
  return `the file is no JSON, see line ${line}; save it anew as HAR from the browser or proxy`;
}

function readEntry(entry: unknown, at: number): Recorded | Skipped {
  const request = get(entry, 'request');
  const method = get(request, 'method');
  const url = get(request, 'url');
  if (typeof method !== 'string' || typeof url !== 'string')
    return { at, reason: 'it has no request.method and request.url' };
  if (!/^https?:\/\//i.test(url)) return { at, reason: `"${url.slice(0, 80)}" is no http URL` };
  const status = get(get(entry, 'response'), 'status');
  const body = bodyOf(get(request, 'postData'));
  return {
    at,
    method: method.toUpperCase(),
    url: url.replace(/#.*$/, ''),
    headers: headersOf(get(request, 'headers')),
    ...(body === undefined ? {} : { body }),
    // 0 stands for a request without a response.
    ...(typeof status === 'number' && status > 0 ? { status } : {}),
    mayBeForeign: true,
  };
}

/** HTTP/2 writes method and host as headers with a colon; they are no fields. */
function headersOf(headers: unknown): readonly HeaderField[] {
  if (!Array.isArray(headers)) return [];
  return (headers as unknown[]).flatMap((field): HeaderField[] => {
    const [name, value] = [get(field, 'name'), get(field, 'value')];
    return typeof name === 'string' && typeof value === 'string' && !name.startsWith(':') ? [[name, value]] : [];
  });
}

function bodyOf(data: unknown): string | undefined {
  const text = get(data, 'text');
  if (typeof text === 'string' && text !== '') return text;
  const fields = get(data, 'params');
  if (!Array.isArray(fields) || fields.length === 0) return undefined;
  return (fields as unknown[])
    .flatMap((field) => {
      const [name, value] = [get(field, 'name'), get(field, 'value')];
      return typeof name === 'string'
        ? [`${encodeURIComponent(name)}=${typeof value === 'string' ? encodeURIComponent(value) : ''}`]
        : [];
    })
    .join('&');
}

function get(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
