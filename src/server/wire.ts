import type { IncomingMessage, ServerResponse } from 'node:http';
import { namesIn } from '../simulate/headers';
import type { HeaderField, HeaderList, HttpRequest, HttpResponse } from '../simulate/index';

const noBody = new Uint8Array(0);

/** The head of a request as it stands on the wire, header names in their own case; the body is left out. */
export function readHead(message: IncomingMessage, scheme: HttpRequest['scheme']): HttpRequest {
  const target = pathOf(message.url ?? '/');
  const mark = target.indexOf('?');
  return {
    method: message.method ?? 'GET',
    scheme,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: pairs(message.rawHeaders),
    body: noBody,
    httpVersion: message.httpVersion,
  };
}

/** A proxy client sends the whole URL; what counts is the path. https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
function pathOf(target: string): string {
  if (target.startsWith('/')) return target;
  return target.replace(/^https?:\/\/[^/?]*/i, '') || '/';
}

/** Header fields of a flat list of names and values. */
export function pairs(raw: readonly string[]): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) fields.push([raw[index] as string, raw[index + 1] as string]);
  return fields;
}

/** Header fields of the bytes that undici hands out: names and values in turn. */
export function pairsOfBytes(raw: readonly Buffer[]): HeaderField[] {
  const fields: HeaderField[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) fields.push([latin1(raw[index]), latin1(raw[index + 1])]);
  return fields;
}

function latin1(bytes: Buffer | undefined): string {
  return bytes?.toString('latin1') ?? '';
}

/** Names and values in turn, as `http` and undici take them. */
export function flat(headers: HeaderList): string[] {
  const list: string[] = [];
  for (const [name, value] of headers) list.push(name, value);
  return list;
}

/** Writes status and headers. Characters that may not stand in a header become `?`: AWS would not send them either. */
export function writeHead(response: ServerResponse, status: number, headers: HeaderList): void {
  response.sendDate = false;
  // Otherwise Node adds one, and a Keep-Alive with it.
  if (!headers.some((field) => isConnection(field[0]))) response.removeHeader('connection');
  try {
    response.writeHead(status, flat(headers));
  } catch {
    response.writeHead(
      status,
      flat(headers.map(([name, value]) => [name, value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')])),
    );
  }
}

/** Writes a whole answer. */
export function send(response: ServerResponse, answer: HttpResponse): void {
  if (response.headersSent || response.destroyed) return;
  writeHead(response, answer.status, answer.headers);
  endWith(response, answer.body);
}

/** Up to this length a body goes out in one piece with its head: one call of the system instead of a gathered write. */
const shortBody = 16 * 1024;

/** Ends a response with a last or only piece. */
export function endWith(response: ServerResponse, piece: Uint8Array | undefined): void {
  if (!piece || piece.length === 0) response.end();
  else if (piece.length > shortBody) response.end(piece);
  else response.end(Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1'), 'latin1');
}

/** Whether a message has a body at all, as its headers say. Node's own table of them would first have to be made. */
export function announcesBody({ headers }: { readonly headers: HeaderList }): boolean {
  for (const [name, value] of headers) {
    if (isLength(name) ? value !== '0' : isCoding(name)) return true;
  }
  return false;
}

const isLength = namesIn(['content-length']);
const isCoding = namesIn(['transfer-encoding']);
const isConnection = namesIn(['connection']);

/** An answer that ends with its connection goes on in chunks, as its length is not known. */
export function framed(headers: HeaderField[], status: number, method: string): HeaderField[] {
  const isFramed = headers.some((field) => isLength(field[0]) || isCoding(field[0]));
  return isFramed || method === 'HEAD' || status === 204 || status === 304
    ? headers
    : [...headers, ['Transfer-Encoding', 'chunked']];
}

/** Writes a piece of a body; gives false when the other side is slower, and then calls `resume` once it has caught up. */
export function writePiece(response: ServerResponse, piece: Uint8Array, resume: () => void): boolean {
  const goOn = response.write(piece);
  // Several pieces may come before the source has stopped; one call is enough for them.
  if (!goOn && response.listenerCount('drain') === 0) response.once('drain', resume);
  return goOn;
}
