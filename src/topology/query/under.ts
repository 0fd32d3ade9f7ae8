import type { Assumptions, Outcome, Topology, Value } from '../index';

/** What a value may stand for where `when` holds. Outcomes that cannot come true then are left out. */
export function outcomesUnder<T>(
  topology: Topology,
  value: Value<T> | undefined,
  when: Assumptions,
): readonly Outcome<T>[] {
  const outcomes = topology.resolve(value);
  // By far the most values depend on nothing.
  if (outcomes.length === 0 || when.length === 0) return outcomes;
  return outcomes.flatMap((outcome): readonly Outcome<T>[] => {
    const together = topology.both(when, outcome.when);
    return together ? [{ value: outcome.value, when: together }] : [];
  });
}

/** True when the property may be missing where `when` holds: it is not written, or `AWS::NoValue` takes its place. */
export function mayBeMissing(topology: Topology, value: Value<unknown> | undefined, when: Assumptions): boolean {
  return !value || outcomesUnder(topology, value, when).some((outcome) => outcome.value.kind === 'absent');
}
