import type { Span } from '../text/index';
import { findBridges, type Bridge, type Topology } from '../topology/index';

/** Every bridge with the parts on which its conversion is offered: links, NLB, listeners, groups, integrations. */
export function partsOfBridges(
  topology: Topology,
): readonly { readonly bridge: Bridge; readonly parts: readonly Span[] }[] {
  return findBridges(topology).map((bridge) => ({
    bridge,
    parts: [
      ...bridge.links.map((link) => link.entry),
      ...(bridge.nlb ? [bridge.nlb.entry] : []),
      ...bridge.legs.flatMap((leg) => [leg.listener.entry, leg.group.entry]),
      ...bridge.integrations.map(({ integration }) => integration.integration.node),
    ],
  }));
}
