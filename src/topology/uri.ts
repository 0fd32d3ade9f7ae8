import type { Span } from '../text/index';
import { outcomesUnder } from './query/under';
import { portKeyOf, soleOf, textOf, type Settled } from './settled';
import type { Topology } from './topology';
import type { Assumptions, Value } from './value';

/** The parts of an integration's `Uri`, as far as they are known. */
export interface IntegrationUri {
  readonly at: Span;
  readonly scheme: 'http' | 'https' | undefined;
  /** The parts of the host, without the port. */
  readonly host: readonly Settled<string>[];
  /** The host as text, with `${…}` for what is not known. */
  readonly hostText: string;
  /** The port that is written, or the scheme's own (80, 443). `undefined` where it is not known. */
  readonly port: number | undefined;
  readonly portWritten: boolean;
  /** Equal for equal ports, also where both are one parameter without a value. `undefined` where it is not known. */
  readonly portKey: string | undefined;
  /** Path and query as written, from the first `/`; `` where there is none. `${…}` stands for what is not known. */
  readonly path: string;
}

/** One thing that a `Uri` may be, and what must hold for it to be that. */
export interface UriOutcome {
  readonly uri: IntegrationUri;
  readonly when: Assumptions;
}

/**
 * Takes the `Uri` of an HTTP integration apart. The scheme picks HTTP or HTTPS, the port picks the listener, the host
 * feeds the `Host` header and the certificate check:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
export function readUri(topology: Topology, value: Value<string> | undefined): IntegrationUri | undefined {
  if (!value) return undefined;
  const known = cache.get(topology) ?? new WeakMap<Value<string>, { readonly uri: IntegrationUri | undefined }>();
  cache.set(topology, known);
  const read = known.get(value) ?? { uri: takeApart(soleOf(topology.resolve(value))) };
  known.set(value, read);
  return read.uri;
}

/** Every `Uri` that a value may stand for where `when` holds, as with `Fn::If`. What is not known is left out. */
export function readUris(
  topology: Topology,
  value: Value<string> | undefined,
  when: Assumptions,
): readonly UriOutcome[] {
  return outcomesUnder(topology, value, when).flatMap(({ value: settled, when: holding }): readonly UriOutcome[] => {
    const uri = takeApart(settled);
    return uri ? [{ uri, when: holding }] : [];
  });
}

// Several rules ask for the same integration's Uri.
const cache = new WeakMap<Topology, WeakMap<Value<string>, { readonly uri: IntegrationUri | undefined }>>();

function takeApart(settled: Settled<string> | undefined): IntegrationUri | undefined {
  if (!settled || settled.kind === 'unknown' || settled.kind === 'absent') return undefined;
  const parts: readonly Settled<string>[] = settled.kind === 'text' ? settled.parts : [settled];
  const holes = new Map<string, Settled<string>>();
  // Each unknown part becomes one private-use character, so that the text can be taken apart as a whole.
  const text = parts.map((part) => (part.kind === 'literal' ? part.value : hole(part, holes))).join('');
  const match = /^(?:(https?):\/\/)?([^/?#]*)(.*)$/s.exec(text);
  const authority = match?.[2] ?? '';
  const colon = authority.lastIndexOf(':');
  const written = colon < 0 ? undefined : authority.slice(colon + 1);
  const hostPart = colon < 0 ? authority : authority.slice(0, colon);
  const scheme = match?.[1] as 'http' | 'https' | undefined;
  const host = hostPart
    .split(/([\uE000-\uF8FF])/)
    .filter((part) => part !== '')
    .map((part): Settled<string> => holes.get(part) ?? { kind: 'literal', value: part, at: settled.at });
  const usual = scheme === 'https' ? 443 : scheme === 'http' ? 80 : undefined;
  const port = written === undefined ? usual : /^\d+$/.test(written) ? Number(written) : undefined;
  return {
    at: settled.at,
    scheme,
    host,
    hostText: host.map(textOf).join(''),
    port,
    portKey: port !== undefined ? String(port) : portKeyOf(holes.get(written ?? '')),
    portWritten: written !== undefined,
    path: (match?.[3] ?? '').replace(/[\uE000-\uF8FF]/g, (character) => textOf(holes.get(character)!)),
  };
}

function hole(part: Settled<string>, holes: Map<string, Settled<string>>): string {
  const character = String.fromCharCode(0xe000 + holes.size);
  holes.set(character, part);
  return character;
}
