import { stringOf, type ListenerRule, type Topology } from '../index';
import { knownConditions, type KnownCondition } from './known-conditions';

/** Why a condition fits no request. */
export interface Impossible {
  readonly kind: 'No path' | 'No method' | 'No host';
  readonly because: string;
}

/**
 * Says why no request can fit a condition; `undefined` where one may.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function impossible({ field, values, regexes }: KnownCondition): Impossible | undefined {
  const all = (test: RegExp) => values.possible.length > 0 && values.possible.every((value) => test.test(value));
  if (!values.complete || !regexes.complete || regexes.possible.length > 0) return undefined;
  if (field === 'path-pattern' && all(/^[^/*?]/)) return { kind: 'No path', because: 'a path begins with a slash' };
  if (field === 'http-request-method' && all(/[a-z]/))
    return { kind: 'No method', because: 'methods are compared in capitals' };
  if (field === 'host-header' && all(/\//))
    return { kind: 'No host', because: 'a host is a name without scheme and path' };
  if (field === 'host-header' && all(/^[^.*?]*$/)) return { kind: 'No host', because: 'the name of a host has a dot' };
  return undefined;
}

/**
 * The first character of a path pattern that ELB does not take. Dynamic references are not looked into.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
 */
export function invalidCharacter(pattern: string): string | undefined {
  return pattern.includes('{{resolve:') ? undefined : /[^A-Za-z0-9_\-.$/~"'@:+&*?\\]/.exec(pattern)?.[0];
}

/** True when a condition of the rule is a mistake that keeps requests away from it, which other rules report. */
export function hasDeadCondition(topology: Topology, rule: ListenerRule): boolean {
  const conditions = knownConditions(topology, rule);
  const single = conditions.filter(({ field }) => field !== 'http-header' && field !== 'query-string');
  if (new Set(single.map(({ field }) => field)).size < single.length) return true;
  return conditions.some(
    (condition) =>
      impossible(condition) !== undefined ||
      (condition.field === 'path-pattern' &&
        topology
          .resolveList(condition.source.values)
          .items.some(({ value }) => invalidCharacter(stringOf(value) ?? '') !== undefined)),
  );
}
