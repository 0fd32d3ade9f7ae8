import { covers } from '../alb-pattern';
import { containsBlock } from './cidr';
import type { KnownCondition, QueryPair } from './known-conditions';

const exact = { caseSensitive: true };
const anyCase = { caseSensitive: false };

/**
 * True when every request that fits the conditions `inner` fits the conditions `outer`, too. False also where that is
 * not certain. Conditions are joined by "and", the values of one by "or".
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function takesAll(outer: readonly KnownCondition[], inner: readonly KnownCondition[]): boolean {
  const certain = inner.filter(({ when }) => when.length === 0);
  return outer.every((wanted) => certain.some((given) => isWider(wanted, given)));
}

/** True when whatever fits `given` fits `wanted`. */
function isWider(wanted: KnownCondition, given: KnownCondition): boolean {
  if (wanted.field === undefined || wanted.field !== given.field || wanted.header !== given.header) return false;
  if (!given.values.complete || !given.regexes.complete) return false;
  if (!given.regexes.possible.every((regex) => wanted.regexes.certain.includes(regex))) return false;
  const values = given.values.possible;
  const accepted = wanted.values.certain;
  switch (wanted.field) {
    case 'path-pattern':
      return isSaid(given) && values.every((value) => covers(accepted, value, exact));
    case 'host-header':
    case 'http-header':
      return isSaid(given) && values.every((value) => covers(accepted, value, anyCase));
    case 'http-request-method':
      return isSaid(given) && values.every((value) => accepted.includes(value));
    case 'source-ip':
      return isSaid(given) && values.every((value) => accepted.some((range) => containsBlock(range, value)));
    case 'query-string':
      return (
        given.pairs.length > 0 && given.pairs.every((pair) => wanted.pairs.some((wide) => isWiderPair(wide, pair)))
      );
    default:
      return false;
  }
}

function isSaid({ values, regexes }: KnownCondition): boolean {
  return values.possible.length + regexes.possible.length > 0;
}

function isWiderPair(wanted: QueryPair, given: QueryPair): boolean {
  if (wanted.value === undefined || given.value === undefined) return false;
  const key = wanted.key === undefined || (given.key !== undefined && covers([wanted.key], given.key, anyCase));
  return key && covers([wanted.value], given.value, anyCase);
}
