import { headerValues } from '../headers';
import type { HttpRequest } from '../message';

/** How far a request is from RFC 7230, worst last. */
export type DesyncTier = 'Compliant' | 'Acceptable' | 'Ambiguous' | 'Severe';

export interface DesyncFinding {
  readonly tier: Exclude<DesyncTier, 'Compliant'>;
  /** As the access log of the load balancer names it. */
  readonly reason: string;
}

const tiers: readonly DesyncTier[] = ['Compliant', 'Acceptable', 'Ambiguous', 'Severe'];

/**
 * Classifies a request by its risk of being read differently by two servers; the worst finding, or undefined for a
 * compliant one. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#classification-reasons
 */
export function classify(request: HttpRequest): DesyncFinding | undefined {
  const findings = [...lineFindings(request), ...headerFindings(request), ...lengthFindings(request)];
  return findings.sort((a, b) => tiers.indexOf(b.tier) - tiers.indexOf(a.tier))[0];
}

/**
 * Whether a mode lets a request of that tier through.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode
 */
export function passesDesync(mode: 'monitor' | 'defensive' | 'strictest', tier: DesyncTier): boolean {
  if (mode === 'monitor') return true;
  return mode === 'strictest' ? tier === 'Compliant' : tier !== 'Severe';
}

function* lineFindings({ method, path, query, httpVersion }: HttpRequest): Iterable<DesyncFinding> {
  const uri = `${path}?${query}`;
  if (!/^[A-Za-z!#$%&'*+.^_`|~-]+$/.test(method)) yield { tier: 'Severe', reason: 'BadMethod' };
  if (/[\0\r]/.test(uri)) yield { tier: 'Severe', reason: 'BadUri' };
  else if (/[\x01-\x1f\x7f]/.test(uri)) yield { tier: 'Ambiguous', reason: 'AmbiguousUri' };
  if (uri.includes(' ')) yield { tier: 'Acceptable', reason: 'SpaceInUri' };
  if (!/^\d(\.\d)?$/.test(httpVersion ?? '1.1')) yield { tier: 'Severe', reason: 'BadVersion' };
}

function* headerFindings({ headers }: HttpRequest): Iterable<DesyncFinding> {
  for (const [name, value] of headers) {
    if (/[\0\r]/.test(name + value)) yield { tier: 'Severe', reason: 'BadHeader' };
    if (name.trim() === '') yield { tier: 'Ambiguous', reason: 'EmptyHeader' };
    else if (looksLikeLength(name)) yield { tier: 'Ambiguous', reason: 'SuspiciousHeader' };
    else if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name) || /[^\t\x20-\x7e]/.test(value)) {
      yield { tier: 'Acceptable', reason: 'NonCompliantHeader' };
    }
  }
}

/** A name that some server may take for Content-Length or Transfer-Encoding although it is written otherwise. */
function looksLikeLength(name: string): boolean {
  if (!/^.?c.*length|^.?t.*encoding/i.test(name)) return false;
  const plain = name.toLowerCase();
  if (plain === 'content-length' || plain === 'transfer-encoding') return false;
  return /^(contentlength|transferencoding)$/.test(plain.replace(/[^a-z]/g, ''));
}

function* lengthFindings(request: HttpRequest): Iterable<DesyncFinding> {
  const lengths = headerValues(request.headers, 'content-length').map((value) => value.trim());
  const codings = headerValues(request.headers, 'transfer-encoding').map((value) => value.trim().toLowerCase());
  const isBodyless = request.method === 'GET' || request.method === 'HEAD';

  if (lengths.some((value) => !/^\d+$/.test(value))) yield { tier: 'Severe', reason: 'BadContentLength' };
  if (new Set(lengths).size > 1) yield { tier: 'Severe', reason: 'MultipleContentLength' };
  else if (lengths.length > 1) yield { tier: 'Ambiguous', reason: 'DuplicateContentLength' };
  if (codings.some((value) => !/^(chunked|identity)$/.test(value)))
    yield { tier: 'Severe', reason: 'BadTransferEncoding' };
  if (codings.filter((value) => value === 'chunked').length > 1)
    yield { tier: 'Severe', reason: 'MultipleTransferEncodingChunked' };
  if (lengths.length > 0 && codings.length > 0) yield { tier: 'Ambiguous', reason: 'BothTeClPresent' };
  if (!isBodyless) return;
  if (codings.length > 0) yield { tier: 'Ambiguous', reason: 'UndefinedTransferEncodingSemantics' };
  if (lengths.length === 0) return;
  if (lengths.every((value) => value === '0')) yield { tier: 'Acceptable', reason: 'GetHeadZeroContentLength' };
  else yield { tier: 'Ambiguous', reason: 'UndefinedContentLengthSemantics' };
}
