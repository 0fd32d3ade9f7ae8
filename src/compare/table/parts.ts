import type { AlbModel, LinkModel, NlbModel, TargetGroupModel } from '../../simulate/index';
import type { Side } from './model';

/** The parts between API Gateway and the targets that belong to these templates, under the conditions that hold. */
export interface Parts {
  readonly links: readonly LinkModel[];
  readonly nlbs: readonly NlbModel[];
  readonly albs: readonly AlbModel[];
  readonly targetGroups: readonly TargetGroupModel[];
  /** The groups by which an NLB reaches an ALB. */
  readonly albGroups: readonly TargetGroupModel[];
  /** Logical ids of load balancers that belong to other templates. */
  readonly outside: readonly string[];
}

/** Sorts the parts of a side. */
export function partsOf({ topology, world }: Side): Parts {
  const own = new Set(topology.resources.map(({ logicalId }) => logicalId));
  const mine = <T extends { readonly logicalId: string }>(models: Readonly<Record<string, T>>): readonly T[] =>
    Object.values(models).filter(({ logicalId }) => own.has(logicalId));
  const targetGroups = mine(world.targetGroups);
  return {
    links: mine(world.links),
    nlbs: mine(world.nlbs),
    albs: mine(world.albs),
    targetGroups,
    albGroups: targetGroups.filter(({ type }) => type === 'alb'),
    outside: [...Object.values(world.nlbs), ...Object.values(world.albs)]
      .map(({ logicalId }) => logicalId)
      .filter((id) => !own.has(id)),
  };
}

/** `Link`, `Nlb and Alb`, `A, B and C`. */
export function names(parts: readonly { readonly logicalId: string }[]): string {
  const ids = parts.map(({ logicalId }) => `"${logicalId}"`);
  return ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
}
