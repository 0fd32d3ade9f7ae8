import type { Socket } from 'node:net';
import type { Journey } from '../simulate/journey';
import type { Hop, Peer, SimOptions, World } from '../simulate/index';
import type { Connections, Destination } from './connections';
import type { LiveWorld } from './live-world';
import type { Traces } from './traces';

/** What all hops of one server share. */
export interface Live {
  /** The world as it is now; a request keeps the one it came in with. */
  current(): LiveWorld;
  readonly connections: Connections;
  readonly traces: Traces;
  readonly switches: Omit<Required<SimOptions>, 'random' | 'now'>;
  readonly random: () => number;
  now(): number;
  nextId(): number;
  /** Who sent a request that comes from outside. */
  peerOf(socket: Socket): Peer;
  /** Where a listener of a balancer really listens. */
  placeOf(kind: 'alb' | 'nlb', logicalId: string, port: number): Destination | undefined;
  readonly turn: NonNullable<Journey['turn']>;
  report(what: string, error: unknown): void;
}

/** A journey of the engine with its own list of hops. */
export function journeyIn(live: Live, world: World, random: () => number, now: number): Journey {
  return { world, options: optionsOf(live, random, now), hops: [] };
}

/** The same for a request at an ALB: targets take turns, and reasons wait until someone looks. */
export function hotJourneyIn(live: Live, world: World, now: number): Journey {
  return { world, options: optionsOf(live, live.random, now), hops: [], turn: live.turn, postponed: [] };
}

/** The hops of a journey with all their reasons. */
export function shown({ hops, postponed }: Pick<Journey, 'hops' | 'postponed'>): readonly Hop[] {
  for (const act of postponed?.splice(0) ?? []) act();
  return hops;
}

function optionsOf(live: Live, random: () => number, now: number): Journey['options'] {
  const { stageInPath, integrationFailure, authorization, apiKeys, securityGroups } = live.switches;
  // Written out, as a spread costs more than all the rest of this.
  return { stageInPath, integrationFailure, authorization, apiKeys, securityGroups, random, now };
}
