import type { HttpResponse, Peer } from './message';
import type { SubnetModel, TargetGroupModel, World } from './model';
import { find } from './lookup';
import { addressIn } from './network/address';
import type { Block } from './network/security';
import type { Hop, SimOptions } from './trace';
import type { Waiting } from './waiting';

/** One request on its way: the world, the settings, and the hops so far. */
export interface Journey {
  readonly world: World;
  readonly options: Required<SimOptions>;
  readonly hops: Hop[];
  /** What remains to be done before the hops are shown, where that is put off; absent: nothing is. */
  readonly postponed?: (() => void)[];
  /** Whose turn it is among that many targets of a group, from 0; chance decides where it is absent or says nothing. */
  readonly turn?: (group: TargetGroupModel, targets: number) => number | undefined;
}

/** What came back over a connection. */
export type Outcome = Answered | NotAnswered;

/** The same where a target may still have to be asked. */
export type Way = Outcome | Waiting<Outcome>;

export interface Answered {
  readonly response: HttpResponse;
  /** Milliseconds from the start of the call until it came. */
  readonly afterMs: number;
}

export interface NotAnswered {
  /** `unreachable`: no connection. `network`: it broke. `silent`: nothing came within any time. */
  readonly failure: 'unreachable' | 'network' | 'silent';
  readonly why: string;
}

export function isAnswered(outcome: Outcome): outcome is Answered {
  return 'response' in outcome;
}

/** A hop whose answer is filled in once it is known. */
export type OpenHop = { -readonly [Key in keyof Hop]: Hop[Key] };

/** Adds a hop in the order in which requests reach them; `at` is the property that decided, where there is one. */
export function arrive(journey: Journey, hop: Omit<Hop, 'at'>, at?: Hop['at']): OpenHop {
  const open: OpenHop = hop;
  if (at) open.at = at;
  journey.hops.push(open);
  return open;
}

/** Fills in what lost at a hop: at once, or when the journey is looked at. */
export function explain(journey: Journey, hop: OpenHop, alternatives: () => Hop['alternatives']): void {
  if (!journey.postponed) hop.alternatives = alternatives();
  else journey.postponed.push(() => (hop.alternatives = alternatives()));
}

/** Marks a hop as stopped by security groups. */
export function markBlocked(hop: OpenHop, { why, missing, at }: Block): void {
  hop.level = 'blocked';
  hop.why = why;
  hop.facts = { ...hop.facts, missingRule: missing };
  if (at) hop.at = at;
}

/** CIDR blocks of subnets, as far as the template shows them. */
export function blocksOf(world: World, subnets: readonly string[] | undefined): string[] {
  return (subnets ?? [])
    .map((key): SubnetModel | undefined => find(world.subnets, key))
    .flatMap((subnet) => (subnet?.cidr === undefined ? [] : [subnet.cidr]));
}

/**
 * The address from which a balancer node or a link's network interface calls: the first free one of its first subnet
 * (AWS keeps the first four). https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
 */
export function peerIn(world: World, subnets: readonly string[] | undefined, otherwise: string): Peer {
  const block = blocksOf(world, subnets)[0];
  return { ip: (block === undefined ? undefined : addressIn(block, 10)) ?? otherwise };
}
