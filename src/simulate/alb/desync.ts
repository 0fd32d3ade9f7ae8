/**
 * How far a request is from RFC 7230, as the load balancer classifies it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html#classification-reasons
 * The details follow the test data of the library behind it, https://github.com/aws/http-desync-guardian.
 */
import type { HeaderList, HttpRequest } from '../message';

/** Worst last. */
export type DesyncTier = 'Compliant' | 'Acceptable' | 'Ambiguous' | 'Severe';

export interface DesyncFinding {
  readonly tier: Exclude<DesyncTier, 'Compliant'>;
  /** As the access log of the load balancer names it. */
  readonly reason: string;
}

const tiers: readonly DesyncTier[] = ['Compliant', 'Acceptable', 'Ambiguous', 'Severe'];

/**
 * Classifies a request by its risk of being read differently by two servers: the worst finding, of equal ones the
 * first, or undefined for a compliant request.
 */
export function classify(request: HttpRequest): DesyncFinding | undefined {
  const version = request.httpVersion ?? '1.1';
  if (isPlain(request, version) || /^[2-9]/.test(version)) return undefined;
  let worst: DesyncFinding | undefined;
  for (const finding of findings(request, version.trim() === '' ? '0.9' : version)) {
    if (worst === undefined || tiers.indexOf(finding.tier) > tiers.indexOf(worst.tier)) worst = finding;
  }
  return worst;
}

/** Nothing can be found fault with. So it is with nearly all requests, and this tells them at little cost. */
function isPlain({ method, path, query, headers }: HttpRequest, version: string): boolean {
  if (version !== '1.1' || !/^[A-Z]+$/.test(method)) return false;
  if (/[^\x21-\x7e]/.test(path) || /[^\x21-\x7e]/.test(query)) return false;
  for (const field of headers) {
    if (!/^[A-Za-z][A-Za-z-]*$/.test(field[0]) || /[^\x20-\x7e]/.test(field[1])) return false;
    // No shorter name can be taken for one of those that say where the body ends.
    if (field[0].length >= lengthName.name.length && /^[ct]/i.test(field[0])) return false;
  }
  return true;
}

/**
 * Whether a mode lets a request of that tier through.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode
 */
export function passesDesync(mode: 'monitor' | 'defensive' | 'strictest', tier: DesyncTier): boolean {
  if (mode === 'monitor') return true;
  return mode === 'strictest' ? tier === 'Compliant' : tier !== 'Severe';
}

function* findings(request: HttpRequest, version: string): Iterable<DesyncFinding> {
  yield* headerFindings(request.headers);
  yield* bodyFindings(request, version);
  yield* lineFindings(request, version);
}

function* lineFindings({ method, path, query }: HttpRequest, version: string): Iterable<DesyncFinding> {
  if (!token.test(method)) yield { tier: 'Severe', reason: 'BadMethod' };
  if (version.trim() === '0.9') yield { tier: 'Acceptable', reason: 'NonCompliantVersion' };
  else if (!/^\s*1\.\d\s*$/.test(version)) yield { tier: 'Severe', reason: 'BadVersion' };
  else if (version !== '1.1' && version !== '1.0') yield { tier: 'Acceptable', reason: 'NonCompliantVersion' };
  const uri = query === '' ? path : `${path}?${query}`;
  if (/[\0\r\n]/.test(uri)) yield { tier: 'Severe', reason: 'BadUri' };
  else if (/[\x01-\x1f\x7f]/.test(uri)) yield { tier: 'Ambiguous', reason: 'AmbiguousUri' };
  else if (uri.includes(' ')) yield { tier: 'Acceptable', reason: 'SpaceInUri' };
}

const token = /^[!#$%&'*+\-.^_`|~\w]*$/;

function* headerFindings(headers: HeaderList): Iterable<DesyncFinding> {
  for (const [name, value] of headers) {
    const known = readName(name);
    const isOdd = /[\0-\x08\x0a-\x1f\x7f]/.test(value);
    if (known.isBad || (isOdd && /[\0\r\n]/.test(value))) yield { tier: 'Severe', reason: 'BadHeader' };
    else if (!known.isToken || isOdd) yield { tier: 'Acceptable', reason: 'NonCompliantHeader' };
    if (known.isEmpty) yield { tier: 'Ambiguous', reason: 'EmptyHeader' };
    else if (known.isSuspicious) yield { tier: 'Ambiguous', reason: 'SuspiciousHeader' };
  }
}

/** What there is to know of a header name. */
interface ReadName {
  readonly isBad: boolean;
  readonly isToken: boolean;
  readonly isEmpty: boolean;
  readonly isSuspicious: boolean;
  /** The essential header that it is, or may be taken for. */
  readonly means: EssentialName | undefined;
}

const names = new Map<string, ReadName>();

/** Each name is read once: requests carry the same few again and again. */
function readName(name: string): ReadName {
  if (name.length > 100) return read(name);
  let known = names.get(name);
  if (!known) {
    if (names.size > 1000) names.clear();
    names.set(name, (known = read(name)));
  }
  return known;
}

function read(name: string): ReadName {
  const lower = name.toLowerCase();
  const essentials = [lengthName, codingName];
  const similar = essentials.find((one) => looksLike(one, name));
  return {
    isBad: /[\0\r\n]/.test(name),
    isToken: token.test(name),
    isEmpty: /^[ \t]*(?::|$)/.test(name),
    isSuspicious: similar !== undefined,
    means: similar ?? essentials.find((one) => one.name === lower),
  };
}

interface EssentialName {
  readonly name: string;
  /** Names that differ in other signs than letters and digits only, or go on after a blank. */
  readonly similar: RegExp;
}

const lengthName = essential('content', 'length');
const codingName = essential('transfer', 'encoding');

function essential(first: string, second: string): EssentialName {
  // Blanks and control characters may stand between any two letters.
  const spaced = (word: string): string => [...word].join('[\\0- ]*');
  return {
    name: `${first}-${second}`,
    similar: new RegExp(`^[^a-z0-9]*${spaced(first)}[^a-z0-9]+${spaced(second)}(?:[^a-z0-9]*|[\\0- ].*)$`, 's'),
  };
}

/** Whether some server may take a name for an essential one although it is written otherwise. */
function looksLike({ name, similar }: EssentialName, actual: string): boolean {
  // Two letters that become ASCII when a server changes their case.
  const lower = actual.toLowerCase().replaceAll('ſ', 's').replaceAll('ı', 'i');
  return lower === name ? /[ſı]/.test(actual) : similar.test(lower);
}

/** Values of headers that are, or may be taken for, an essential one. */
function valuesOf(essentialName: EssentialName, headers: HeaderList): string[] {
  const values: string[] = [];
  for (const [name, value] of headers) {
    const { means, isBad } = readName(name);
    if (means === essentialName && !isBad && !/[\0\r\n]/.test(value)) values.push(value);
  }
  return values;
}

/** Content-Length and Transfer-Encoding, which say where the body ends. */
function* bodyFindings(request: HttpRequest, version: string): Iterable<DesyncFinding> {
  const lengths = valuesOf(lengthName, request.headers);
  const codings = valuesOf(codingName, request.headers);
  if (version <= '1.0' && codings.length > 0) {
    yield { tier: 'Ambiguous', reason: 'UndefinedTransferEncodingSemantics' };
    return;
  }
  if (version < '1.0' && lengths.length > 0) {
    yield { tier: 'Ambiguous', reason: 'UndefinedContentLengthSemantics' };
    return;
  }
  yield* codingFindings(codings);
  yield* lengthFindings(lengths);
  const length = lengths.map(lengthOf).find((value) => value !== undefined);
  if (request.method === 'GET' || request.method === 'HEAD') {
    if (codings.length > 0) yield { tier: 'Ambiguous', reason: 'UndefinedTransferEncodingSemantics' };
    if (length === 0n) yield { tier: 'Acceptable', reason: 'GetHeadZeroContentLength' };
    else if (length !== undefined) yield { tier: 'Ambiguous', reason: 'UndefinedContentLengthSemantics' };
  }
  if (length !== undefined && codings.length > 0) yield { tier: 'Ambiguous', reason: 'BothTeClPresent' };
}

function* codingFindings(values: readonly string[]): Iterable<DesyncFinding> {
  let chunked = 0;
  for (const coding of values.flatMap((value) => value.split(','))) {
    // What follows a semicolon are parameters.
    const name = (coding.split(';')[0] as string).replace(/^[ \t]+|[ \t]+$/g, '').toLowerCase();
    if (!/^(?:chunked|compress|deflate|gzip|identity)$/.test(name))
      yield { tier: 'Severe', reason: 'BadTransferEncoding' };
    if (name === 'chunked' && ++chunked > 1) yield { tier: 'Severe', reason: 'MultipleTransferEncodingChunked' };
  }
}

function* lengthFindings(values: readonly string[]): Iterable<DesyncFinding> {
  let first: bigint | undefined;
  for (const value of values) {
    const length = lengthOf(value);
    if (length === undefined) yield { tier: 'Severe', reason: 'BadContentLength' };
    else if (first === undefined) first = length;
    else if (length === first) yield { tier: 'Ambiguous', reason: 'DuplicateContentLength' };
    else yield { tier: 'Severe', reason: 'MultipleContentLength' };
  }
}

/** Undefined for what is no number, or none of 64 bits. */
function lengthOf(value: string): bigint | undefined {
  const digits = value.replace(/^[ \t]+|[ \t]+$/g, '');
  if (!/^\d*$/.test(digits)) return undefined;
  const length = BigInt(digits);
  return length < 2n ** 64n ? length : undefined;
}
