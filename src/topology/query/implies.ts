import type { Assumptions, Topology } from '../index';

/** True when `wanted` certainly holds wherever `given` does. */
export function implies(topology: Topology, given: Assumptions, wanted: Assumptions): boolean {
  return wanted.every(
    (assumption) => topology.both(given, [{ ...assumption, holds: !assumption.holds }]) === undefined,
  );
}
