import type { Assumptions, Topology } from '../topology/index';
import type { World } from './model';
import { balancerModels } from './world/balancers';
import { gatewayModels } from './world/gateways';
import { linkModels } from './world/links';
import { createScene } from './world/scene';
import { securityGroupModels } from './world/security-groups';
import { subnetModels } from './world/subnets';
import { targetGroupModels } from './world/target-groups';

/** How to turn a topology into a world. Values of parameters are part of the topology already. */
export interface WorldOptions {
  /** Conditions that are fixed. All others come out as the parameters' values and defaults have it, else they hold. */
  readonly when?: Assumptions;
}

/** A world, and all that had to be taken on trust to make it: one plain sentence each. */
export interface ResolvedWorld {
  readonly world: World;
  readonly assumptions: readonly string[];
  /** The conditions among them, as they were decided. */
  readonly taken: Assumptions;
}

/**
 * Turns a typed topology into the literal world that requests travel through. Nothing is guessed: what is decided
 * outside keeps a place as `<name>`, what cannot be followed is left out, and either way a sentence says so.
 */
export function toWorld(topology: Topology, options: WorldOptions = {}): ResolvedWorld {
  const scene = createScene(topology, options.when ?? []);
  const { nlbs, albs } = balancerModels(scene);
  const world: World = {
    gateways: gatewayModels(scene),
    links: linkModels(scene),
    nlbs,
    albs,
    targetGroups: targetGroupModels(scene, { nlbs, albs }),
    securityGroups: securityGroupModels(scene),
    subnets: subnetModels(scene),
  };
  return { world, assumptions: scene.assumptions(), taken: scene.taken() };
}
