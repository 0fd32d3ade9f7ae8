/**
 * Which headers API Gateway drops, renames and sets.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 * Where recorded calls differ from that table, the recording counts.
 */
import { namesIn } from '../headers';
import type { HeaderField, HeaderList } from '../message';

/** Recorded: these never enter the method request, not even for a mapping or a template. */
const isNotInMethodRequest = namesIn([
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
const isNotForwardedByProxy = namesIn(['host', 'content-encoding', 'via', 'x-http-method-override']);

/** Dropped on the way to an HTTP backend even when a mapping sets them. */
export const isNeverSent = namesIn(['connection', 'expect', 'proxy-authenticate', 'te', 'via']);

/** Mapping one of these fails at request time. */
export const isNotMappable = namesIn([
  'content-length',
  'transfer-encoding',
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
]);

const isDroppedFromProxyResponse = namesIn([
  'expect',
  'host',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);
const isDroppedFromResponse = namesIn(['transfer-encoding']);

const remappedInProxyResponse = remapTable(
  ...['Authorization', 'Connection', 'Content-Length', 'Content-MD5', 'Date', 'Max-Forwards', 'Server', 'User-Agent'],
  ...['WWW-Authenticate', 'x-amzn-RequestId'],
);
const remappedInResponse = remapTable(
  ...['Authorization', 'Connection', 'Content-Length', 'Content-MD5', 'Date', 'Expect', 'Host', 'Max-Forwards'],
  ...['Proxy-Authenticate', 'Server', 'Trailer', 'Upgrade', 'User-Agent', 'WWW-Authenticate'],
);

const isAuthorization = namesIn(['authorization']);

/** Client headers as the method request holds them. */
export function methodRequestHeaders(headers: HeaderList): HeaderList {
  return headers.filter((field) => !isNotInMethodRequest(field[0]));
}

/**
 * Client headers that HTTP_PROXY passes on of itself; a signature of AWS is not among them. Nothing recorded shows
 * X-Forwarded-* being added on this way, so only those of the client go along.
 */
export function proxiedHeaders(headers: HeaderList, isSigned: boolean): HeaderField[] {
  return headers.filter(([name, value]) => {
    if (isAuthorization(name)) return !isSigned && !value.startsWith('AWS4-');
    return !isNotForwardedByProxy(name);
  });
}

/** Headers of the backend (`HTTP_PROXY`) or of the mapping (others) as the client may see them. */
export function clientHeaders(headers: HeaderList, proxy: boolean): HeaderField[] {
  const isDropped = proxy ? isDroppedFromProxyResponse : isDroppedFromResponse;
  const remapped = proxy ? remappedInProxyResponse : remappedInResponse;
  const kept: HeaderField[] = [];
  for (const field of headers) {
    if (isDropped(field[0])) continue;
    const renamed = remapped(field[0]);
    kept.push(renamed === undefined ? field : [renamed, field[1]]);
  }
  return kept;
}

function remapTable(...names: readonly string[]): (name: string) => string | undefined {
  const table = new Map(names.map((name) => [name.toLowerCase(), `x-amzn-Remapped-${name}`]));
  const isRemapped = namesIn(table.keys());
  return (name) => (isRemapped(name) ? table.get(name.toLowerCase()) : undefined);
}
