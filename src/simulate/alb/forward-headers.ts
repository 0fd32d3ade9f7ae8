import { header, headerValues, namesIn, setHeader } from '../headers';
import type { HeaderField, HeaderList, HttpRequest, Peer } from '../message';
import type { AlbListenerModel, AlbModel } from '../model';
import { hexDigits } from '../random';
import { attributesOf, type AlbAttributes } from './attributes';

/** Not passed on: they belong to the connection (RFC 9110, 7.6.1), and the balancer answers `Expect` itself. */
const isHopByHop = namesIn(['connection', 'expect', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade']);

/**
 * Headers that the target receives.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
export function albForwardHeaders(
  alb: AlbModel,
  listener: AlbListenerModel,
  request: HttpRequest,
  peer: Peer,
  ids: { readonly random: () => number; readonly now: number },
): HeaderList {
  const attributes = attributesOf(alb);
  const headers = keptHeaders(request.headers, attributes);
  if (attributes.xffMode === 'append') appendForwardedFor(headers, attributes, peer);
  setHeader(headers, 'X-Forwarded-Proto', listener.protocol.toLowerCase());
  setHeader(headers, 'X-Forwarded-Port', String(listener.port));
  setHeader(headers, 'X-Amzn-Trace-Id', tracedBy(header(headers, 'x-amzn-trace-id'), ids));
  if (attributes.tlsHeaders && listener.protocol === 'HTTPS') {
    for (const [name, value] of tlsHeaders) setHeader(headers, name, value);
  }
  const host = header(headers, 'host');
  if (host !== undefined && !attributes.preserveHost) setHeader(headers, 'Host', forwardedHost(host, listener));
  return headers;
}

const isForwardedFor = namesIn(['x-forwarded-for']);

function keptHeaders(headers: HeaderList, attributes: AlbAttributes): HeaderField[] {
  const kept: HeaderField[] = [];
  for (const field of headers) {
    const name = field[0];
    if (isHopByHop(name)) continue;
    if (attributes.xffMode === 'remove' && isForwardedFor(name)) continue;
    // Valid names consist of letters, digits and hyphens; the others go only with the attribute on.
    if (attributes.dropInvalidHeaders && !/^[-A-Za-z0-9]+$/.test(name)) continue;
    kept.push(field);
  }
  return kept;
}

function appendForwardedFor(headers: HeaderField[], attributes: AlbAttributes, peer: Peer): void {
  const isV6 = peer.ip.includes(':');
  const address =
    attributes.xffClientPort && peer.port !== undefined ? `${isV6 ? `[${peer.ip}]` : peer.ip}:${peer.port}` : peer.ip;
  const known = headerValues(headers, 'X-Forwarded-For');
  setHeader(headers, 'X-Forwarded-For', known.length === 0 ? address : [...known, address].join(', '));
}

/**
 * Without preservation the listener's port is written out unless it is the default one.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
 */
function forwardedHost(host: string, listener: AlbListenerModel): string {
  const name = host.replace(/:\d*$/, '');
  return listener.port === 80 || listener.port === 443 ? name : `${name}:${listener.port}`;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html */
function tracedBy(incoming: string | undefined, ids: { readonly random: () => number; readonly now: number }): string {
  const fresh = `1-${Math.floor(ids.now / 1000)
    .toString(16)
    .padStart(8, '0')}-${hexDigits(ids.random, 24)}`;
  if (incoming === undefined || incoming.trim() === '' || incoming.length > maxTraceLength) return `Root=${fresh}`;
  // Fields of an application are kept.
  const rest = incoming.split(';').filter((part) => !/^\s*self=/i.test(part));
  const hasRoot = rest.some((part) => /^\s*root=/i.test(part));
  return [`${hasRoot ? 'Self' : 'Root'}=${fresh}`, ...rest].join(';');
}

/** What a current client negotiates. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
const tlsHeaders: readonly HeaderField[] = [
  ['X-Amzn-Tls-Version', 'TLSv1.2'],
  ['X-Amzn-Tls-Cipher-Suite', 'ECDHE-RSA-AES128-GCM-SHA256'],
];

/** A trace header of more than 7 KB is written anew. */
const maxTraceLength = 7 * 1024;
