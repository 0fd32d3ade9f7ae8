import type { Journey } from '../simulate/journey';

/**
 * Counts whose turn it is in each target group. An ALB takes the targets one after the other unless told otherwise.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-routing-algorithm
 */
export function createTurns(): NonNullable<Journey['turn']> {
  const turns = new Map<string, number>();
  return ({ logicalId, attributes }, targets) => {
    if (targets < 2 || (attributes?.['load_balancing.algorithm.type'] ?? 'round_robin') !== 'round_robin')
      return undefined;
    const turn = turns.get(logicalId) ?? 0;
    turns.set(logicalId, turn + 1);
    return turn % targets;
  };
}
