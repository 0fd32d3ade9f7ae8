import type { HeaderField, SimRequest } from '../../src/simulate/index';
import { fromBase64 } from '../../src/simulate/gateway/base64';
import type { Fields } from './fields';

/** The request of a case, as the engine takes it. */
export function requestOf(fields: Fields): SimRequest {
  const headers = [...headersOf(fields, 'headers'), ...rawHeadersOf(fields)];
  const body = bodyOf(fields);
  const clientIp = clientIpOf(fields);
  const clientPort = fields.number('clientPort');
  const httpVersion = fields.has('httpVersion') ? fields.scalar('httpVersion').replace(/^HTTP\//i, '') : undefined;
  const request: SimRequest = {
    method: fields.text('method') ?? 'GET',
    path: fields.text('path') ?? '/',
    query: fields.text('query') ?? '',
    headers,
    body,
    ...(clientIp === undefined ? {} : { clientIp }),
    ...(clientPort === undefined ? {} : { clientPort }),
    ...(httpVersion === undefined ? {} : { httpVersion }),
  };
  fields.done();
  return request;
}

/** Header fields of a map whose values are a text or a list of texts. */
export function headersOf(fields: Fields, name: string): HeaderField[] {
  const map = fields.fields(name);
  if (!map) return [];
  return map.keys().flatMap((key): HeaderField[] => {
    const value = map.raw(key);
    return Array.isArray(value)
      ? (map.texts(key) ?? []).map((one): HeaderField => [key, one])
      : [[key, map.scalar(key)]];
  });
}

/** `body` (a text, or JSON) or `bodyBase64`. */
export function bodyOf(fields: Fields): string | Uint8Array {
  const base64 = fields.text('bodyBase64');
  const body = fields.raw('body');
  if (base64 !== undefined) {
    const bytes = fromBase64(base64);
    if (!bytes) throw fields.unknown('bodyBase64');
    return bytes;
  }
  if (body === undefined || body === null) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function rawHeadersOf(fields: Fields): HeaderField[] {
  return (fields.list('rawHeaders') ?? []).map((pair) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw fields.unknown('rawHeaders');
    const [name, value] = pair as unknown[];
    if (typeof name !== 'string' || typeof value !== 'string') throw fields.unknown('rawHeaders');
    return [name, value];
  });
}

/** An address, or words for one that matters only as being of its kind. */
function clientIpOf(fields: Fields): string | undefined {
  const text = fields.text('clientIp');
  if (text === undefined || /^[\d.]+$|^[\da-f:.]+$/i.test(text)) return text;
  if (/public/i.test(text)) return '203.0.113.10';
  if (/private/i.test(text)) return '10.0.0.10';
  throw fields.unknown(`clientIp = ${text}`);
}
