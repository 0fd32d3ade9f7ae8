/** HTTP messages as plain data: what travels between the hops. */

/** One header field as it stands on the wire; names keep their case. */
export type HeaderField = readonly [name: string, value: string];

/** Header fields in wire order. A name may occur more than once; compare names without regard to case. */
export type HeaderList = readonly HeaderField[];

export interface HttpRequest {
  /** Upper or lower case as sent; methods are case-sensitive. */
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** As on the wire, percent-encoding kept, without the query. */
  readonly path: string;
  /** Raw query without the leading `?`; empty when there is none. */
  readonly query: string;
  readonly headers: HeaderList;
  /** Zero length when there is no body. */
  readonly body: Uint8Array;
  /** `1.1` when absent. */
  readonly httpVersion?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: HeaderList;
  /** Zero length when there is no body. */
  readonly body: Uint8Array;
}

/** The TCP peer that a hop sees. Addresses are texts such as `203.0.113.7` or `2001:db8::1`. */
export interface Peer {
  readonly ip: string;
  readonly port?: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const noBody = new Uint8Array(0);

/** Bytes of a text in UTF-8. */
export function toBytes(text: string): Uint8Array {
  return text === '' ? noBody : encoder.encode(text);
}

/** Text of bytes in UTF-8; bytes that are not UTF-8 become U+FFFD. A byte order mark is not kept. */
export function toText(bytes: Uint8Array): string {
  return bytes.length === 0 ? '' : decoder.decode(bytes);
}
