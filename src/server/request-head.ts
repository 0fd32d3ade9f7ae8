import { isFieldName } from '../simulate/headers';
import type { HttpRequest } from '../simulate/index';
import { isOfConnection } from './of-connection';
import { targetOf } from './lanes';

/** Methods that announce a body even where there is none. https://www.rfc-editor.org/rfc/rfc9110#section-8.6-5 */
const announcing: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);
const lengthName = 'content-length';

/**
 * The head of a request; undefined where a header cannot be sent. Without a length, the body is as long as the request
 * says, or comes in chunks.
 */
export function headOf(
  request: HttpRequest,
  length: number | undefined,
): { readonly text: string; readonly isChunked: boolean } | undefined {
  let text = `${request.method} ${targetOf(request)} HTTP/1.1\r\n`;
  let isAnnounced = false;
  for (const [name, value] of request.headers) {
    // Without `Connection: upgrade`, the name of another protocol is a header like any other.
    if (isOfConnection(name) && name.toLowerCase() !== 'upgrade') continue;
    if (!isFieldName(name) || isNoValue.test(value)) return undefined;
    if (name.length === lengthName.length && name.toLowerCase() === lengthName) {
      if (length !== undefined || isAnnounced) continue;
      isAnnounced = true;
    }
    text += `${name}: ${value}\r\n`;
  }
  const isChunked = length === undefined && !isAnnounced;
  if (isChunked) text += 'Transfer-Encoding: chunked\r\n';
  else if (length !== undefined && (length > 0 || announcing.has(request.method)))
    text += `Content-Length: ${length}\r\n`;
  return { text: `${text}\r\n`, isChunked };
}

const isNoValue = /[^\t\x20-\x7e\x80-\xff]/;
