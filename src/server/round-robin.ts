import { find } from '../simulate/lookup';
import type { Hop, World } from '../simulate/index';
import type { Live } from './live';

/**
 * The number that makes the engine choose the target whose turn it is; undefined where there is nothing to choose. The
 * engine takes the target by a number in [0, 1) and knows no turns, an ALB takes them one after the other.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-routing-algorithm
 */
export function turnOf(live: Live, world: World, hops: readonly Hop[]): number | undefined {
  const hop = hops.find(({ kind }) => kind === 'target-group');
  const group = hop && find(world.targetGroups, hop.logicalId);
  if (!hop || !group || group.targets.length < 2) return undefined;
  if ((group.attributes?.['load_balancing.algorithm.type'] ?? 'round_robin') !== 'round_robin') return undefined;
  const registered = group.targets.filter(({ health }) => health !== 'unused');
  const pool = hop.facts?.failOpen
    ? registered
    : registered.filter(({ health }) => (health ?? 'healthy') === 'healthy');
  if (pool.length < 2) return undefined;
  return ((live.turn(group.logicalId) % pool.length) + 0.5) / pool.length;
}
