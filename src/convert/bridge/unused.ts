import {
  findBridges,
  identityOf,
  privateIntegrations,
  type Bridge,
  type LoadBalancer,
  type Topology,
} from '../../topology/index';
import { allWhole } from '../../topology/query/whole-template';
import { usesOf } from './uses';

/** A bridge that was left standing when its API moved to the ALB. */
export interface UnusedBridge {
  readonly bridge: Bridge;
  readonly nlb: LoadBalancer;
}

const cache = new WeakMap<Topology, readonly UnusedBridge[]>();

/**
 * Bridges that no integration goes over any more: nothing names their links, and an integration in sight reaches one
 * of their ALBs directly. A link that nothing names and no API replaced may be used by its id from elsewhere.
 */
export function unusedBridges(topology: Topology): readonly UnusedBridge[] {
  const known = cache.get(topology);
  if (known) return known;
  const direct = new Set(privateIntegrations(topology).flatMap(({ target }) => identityOf(target) ?? []));
  const found = findBridges(topology).flatMap((bridge): readonly UnusedBridge[] => {
    const { nlb, links, integrations, legs } = bridge;
    if (!nlb || links.length === 0 || integrations.length > 0 || !allWhole(topology)) return [];
    if (!legs.some(({ target }) => direct.has(identityOf(target) ?? ''))) return [];
    const isNamed = links.some((link) => usesOf(topology, link).some(({ kind }) => kind !== 'DependsOn'));
    return isNamed ? [] : [{ bridge, nlb }];
  });
  cache.set(topology, found);
  return found;
}
