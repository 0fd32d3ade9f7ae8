import type { Socket } from 'node:net';
import type { Journey } from '../simulate/journey';
import type { Hop, Peer, SimOptions, World } from '../simulate/index';
import type { Connections } from './connections';
import type { LiveWorld } from './live-world';
import type { Traces } from './passage';

/** What all hops of one server share. */
export interface Live {
  /** The world as it is now; a request keeps the one it came in with. */
  current(): LiveWorld;
  readonly connections: Connections;
  readonly traces: Traces;
  readonly switches: Omit<Required<SimOptions>, 'random' | 'now'>;
  random(): number;
  now(): number;
  nextId(): number;
  /** Who sent a request that comes from outside. */
  peerOf(socket: Socket): Peer;
  /** Where a listener of a balancer really listens on the loopback. */
  portOf(kind: 'alb' | 'nlb', logicalId: string, port: number): number | undefined;
  /** Counts up for each use of a group: whose turn it is. */
  turn(targetGroup: string): number;
  report(what: string, error: unknown): void;
}

/** A journey of the engine with its own list of hops. */
export function journeyIn(
  live: Live,
  world: World,
  random: () => number,
  now: number,
): Journey & { readonly hops: Hop[] } {
  const { stageInPath, integrationFailure, authorization, apiKeys, securityGroups } = live.switches;
  // Written out, as a spread costs more than all the rest of this.
  const options = { stageInPath, integrationFailure, authorization, apiKeys, securityGroups, random, now };
  return { world, options, hops: [] };
}
