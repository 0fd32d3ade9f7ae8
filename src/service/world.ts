import { toWorld, type ResolvedWorld } from '../simulate/world';
import type { Topology } from '../topology/index';

const worlds = new WeakMap<Topology, ResolvedWorld>();

/** The world of a topology, made once. */
export function worldOf(topology: Topology): ResolvedWorld {
  const known = worlds.get(topology) ?? toWorld(topology);
  worlds.set(topology, known);
  return known;
}
