import { rulesOf, type Listener, type ListenerRule, type Topology } from '../index';
import { implies } from './implies';
import { knownConditions, priorityOf } from './known-conditions';
import { takesAll } from './takes-all';

/** The rules of a listener whose priority is told, in the order in which they are tried. */
export function rankedRules(topology: Topology, listener: Listener): readonly ListenerRule[] {
  return rulesOf(topology, listener).filter((rule) => priorityOf(topology, rule) !== undefined);
}

/** The first of `earlier` rules that takes every request of `rule`. */
export function takerAmong(
  topology: Topology,
  earlier: readonly ListenerRule[],
  rule: ListenerRule,
): ListenerRule | undefined {
  return earlier.find((other) => shadows(topology, other, rule));
}

/** The rule of a listener that takes every request of `rule` before it is tried. */
export function takerOf(topology: Topology, listener: Listener, rule: ListenerRule): ListenerRule | undefined {
  const rules = rankedRules(topology, listener);
  return takerAmong(topology, rules.slice(0, Math.max(0, rules.indexOf(rule))), rule);
}

/** True when `taker` comes before `rule`, is there whenever `rule` is, and fits all its requests. */
function shadows(topology: Topology, taker: ListenerRule, rule: ListenerRule): boolean {
  if (taker.uri !== rule.uri) return false;
  const conditions = knownConditions(topology, taker);
  if (conditions.length === 0 || taker.conditions?.unknown || taker.conditions?.reference) return false;
  if (!takesAll(conditions, knownConditions(topology, rule))) return false;
  if (priorityOf(topology, taker) === priorityOf(topology, rule)) return false;
  return implies(topology, topology.whenPresent(rule), topology.whenPresent(taker));
}
