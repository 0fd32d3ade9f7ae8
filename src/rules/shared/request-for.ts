import { matchesPattern, sampleOf } from '../../topology/alb-pattern';
import type { KnownCondition } from '../../topology/query/known-conditions';

const fillers = ['x', 'a1', 'zz', ''];
/** A host that rules hardly name, for where a host must be told to get past the earlier ones. */
const otherHost = 'other.test';

interface Request {
  readonly method: string;
  /** Empty for any. */
  readonly host: string;
  readonly path: string;
}

/**
 * A request that fits the conditions of a rule and of none of the `earlier` ones, as `GET a.example.com/orders`.
 * `undefined` where none is found, or where headers, addresses or regular expressions decide.
 */
export function requestFor(
  rule: readonly KnownCondition[],
  taker: readonly KnownCondition[],
  earlier: readonly (readonly KnownCondition[])[],
): string | undefined {
  if (![rule, taker].every((conditions) => conditions.every(isPlain))) return undefined;
  const values = (field: string, ...fallback: string[]): readonly string[] =>
    rule.find((condition) => condition.field === field)?.values.possible ?? fallback;
  for (const filler of fillers) {
    for (const host of values('host-header', '', otherHost)) {
      for (const path of values('path-pattern', '/')) {
        for (const method of values('http-request-method', 'GET')) {
          const sample = { method, host: sampleOf(host, filler), path: sampleOf(path, filler) };
          if (!sample.path.startsWith('/') || !fits(taker, sample)) continue;
          if (!earlier.some((conditions) => mayFit(conditions, sample)))
            return `${method} ${sample.host}${sample.path}`;
        }
      }
    }
  }
  return undefined;
}

function isPlain({ field, regexes }: KnownCondition): boolean {
  const isShown = field === 'host-header' || field === 'path-pattern' || field === 'http-request-method';
  return isShown && regexes.complete && regexes.possible.length === 0;
}

function fits(conditions: readonly KnownCondition[], request: Request): boolean {
  return conditions.every(({ field, values }) => valueFits(field, values.certain, request));
}

function mayFit(conditions: readonly KnownCondition[], request: Request): boolean {
  return conditions.every((condition) => {
    if (!isPlain(condition) || !condition.values.complete) return true;
    if (condition.field === 'host-header' && request.host === '') return true;
    return valueFits(condition.field, condition.values.possible, request);
  });
}

function valueFits(field: string | undefined, values: readonly string[], { method, host, path }: Request): boolean {
  if (field === 'http-request-method') return values.includes(method);
  if (field === 'host-header') {
    return host !== '' && values.some((value) => matchesPattern(value, host, { caseSensitive: false }));
  }
  return values.some((value) => matchesPattern(value, path, { caseSensitive: true }));
}
