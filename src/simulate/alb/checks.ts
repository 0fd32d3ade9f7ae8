import { header, headerValues } from '../headers';
import type { HttpRequest } from '../message';
import type { AlbAttributes } from './attributes';
import { classify, passesDesync } from './desync';

/** Why a request is refused before any rule is looked at. */
export interface Rejection {
  readonly status: number;
  readonly why: string;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const kilobyte = 1024;
const maxRequestLine = 16 * kilobyte;
const maxHeader = 16 * kilobyte;
const maxHeaders = 64 * kilobyte;
const maxForwardedFor = 30;
const versions: ReadonlySet<string> = new Set(['1.0', '1.1', '2', '2.0']);

/**
 * Checks that come before the rules.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export function rejection(request: HttpRequest, attributes: AlbAttributes): Rejection | undefined {
  const target = request.path.length + (request.query === '' ? 0 : request.query.length + 1);
  if (request.method.length + target + ' HTTP/1.1'.length + 1 > maxRequestLine) {
    return { status: 414, why: 'The request line is longer than 16 K.' };
  }
  let total = 0;
  for (const [name, value] of request.headers) {
    const length = name.length + value.length + 4;
    if (length > maxHeader) return { status: 400, why: `The header ${name} is longer than 16 K.` };
    total += length;
  }
  if (total > maxHeaders) return { status: 400, why: 'The headers are longer than 64 K together.' };
  if (request.method === 'TRACE') return { status: 405, why: 'The load balancer does not take the method TRACE.' };
  if (!versions.has(request.httpVersion ?? '1.1')) {
    return { status: 505, why: `The load balancer does not speak HTTP/${request.httpVersion ?? ''}.` };
  }
  const addresses = forwardedFor(request);
  if (addresses > maxForwardedFor) {
    return { status: 463, why: `X-Forwarded-For holds ${addresses} addresses, more than 30.` };
  }
  const coding = header(request.headers, 'transfer-encoding');
  if (coding !== undefined && !/^\s*(chunked|identity)\s*$/i.test(coding)) {
    return { status: 501, why: `The load balancer does not support the transfer encoding "${coding}".` };
  }
  const desync = classify(request);
  if (desync && !passesDesync(attributes.desyncMode, desync.tier)) {
    const mode = `the desync mitigation mode ${attributes.desyncMode}`;
    return { status: 400, why: `The request counts as ${desync.tier} (${desync.reason}), which ${mode} blocks.` };
  }
  return undefined;
}

function forwardedFor({ headers }: HttpRequest): number {
  let addresses = 0;
  for (const value of headerValues(headers, 'x-forwarded-for')) addresses += value.split(',').length;
  return addresses;
}
