/**
 * Which headers API Gateway drops, renames and sets.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 * Where recorded calls differ from that table, the recording counts.
 */
import type { HeaderField, HeaderList } from '../message';

/** Recorded: these never enter the method request, not even for a mapping or a template. */
const notInMethodRequest: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'transfer-encoding',
  'trailer',
  'upgrade',
  'www-authenticate',
]);

/** Client headers that HTTP_PROXY does not pass on of itself; a mapping may set them. */
const notForwardedByProxy: ReadonlySet<string> = new Set(['host', 'content-encoding', 'via', 'x-http-method-override']);

/** Dropped on the way to an HTTP backend even when a mapping sets them. */
const neverSentToHttp: ReadonlySet<string> = new Set(['connection', 'expect', 'proxy-authenticate', 'te', 'via']);

/** Mapping one of these fails at request time. */
const notMappable: ReadonlySet<string> = new Set([
  'content-length',
  'transfer-encoding',
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
]);

const droppedFromProxyResponse: ReadonlySet<string> = new Set([
  'expect',
  'host',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);
const droppedFromResponse: ReadonlySet<string> = new Set(['transfer-encoding']);

const remappedInProxyResponse = remapTable(
  ...['Authorization', 'Connection', 'Content-Length', 'Content-MD5', 'Date', 'Max-Forwards', 'Server', 'User-Agent'],
  ...['WWW-Authenticate', 'x-amzn-RequestId'],
);
const remappedInResponse = remapTable(
  ...['Authorization', 'Connection', 'Content-Length', 'Content-MD5', 'Date', 'Expect', 'Host', 'Max-Forwards'],
  ...['Proxy-Authenticate', 'Server', 'Trailer', 'Upgrade', 'User-Agent', 'WWW-Authenticate'],
);

/** Client headers as the method request holds them. */
export function methodRequestHeaders(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !notInMethodRequest.has(name.toLowerCase()));
}

/**
 * Client headers that HTTP_PROXY passes on of itself; a signature of AWS is not among them. Nothing recorded shows
 * X-Forwarded-* being added on this way, so only those of the client go along.
 */
export function proxiedHeaders(headers: HeaderList, isSigned: boolean): HeaderField[] {
  return headers.filter(([name, value]) => {
    const lower = name.toLowerCase();
    if (lower === 'authorization') return !isSigned && !value.startsWith('AWS4-');
    return !notForwardedByProxy.has(lower);
  });
}

export function isNeverSent(name: string): boolean {
  return neverSentToHttp.has(name.toLowerCase());
}

export function isNotMappable(name: string): boolean {
  return notMappable.has(name.toLowerCase());
}

/** Headers of the backend (`HTTP_PROXY`) or of the mapping (others) as the client may see them. */
export function clientHeaders(headers: HeaderList, proxy: boolean): HeaderField[] {
  const dropped = proxy ? droppedFromProxyResponse : droppedFromResponse;
  const remapped = proxy ? remappedInProxyResponse : remappedInResponse;
  const kept: HeaderField[] = [];
  for (const field of headers) {
    const name = field[0].toLowerCase();
    if (dropped.has(name)) continue;
    const renamed = remapped.get(name);
    kept.push(renamed === undefined ? field : [renamed, field[1]]);
  }
  return kept;
}

function remapTable(...names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), `x-amzn-Remapped-${name}`]));
}
