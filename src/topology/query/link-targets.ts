import type { Assumptions, Outcome, Topology, VpcLinkV1 } from '../index';

/** What a V1 link's `TargetArns` may name, with what must hold for the link and the item to be there. */
export function linkTargets(topology: Topology, link: VpcLinkV1): readonly Outcome<string>[] {
  const present: Assumptions = topology.whenPresent(link);
  return topology.resolveList(link.targetArns).items.flatMap(({ value, when }) => {
    const together = topology.both(present, when);
    return together ? [{ value, when: together }] : [];
  });
}
