import { simulate, type SimRequest, type SourceSpan, type World } from '../simulate/index';
import { toWorld } from '../simulate/world';
import type { Assumptions, Topology } from '../topology/index';
import { causeOf, type Pair } from './cause';
import { endingOf, type Ending } from './ending';
import { describeRequest, representativeRequests } from './requests';
import { letAllIn } from './requests/routes';

/** What becomes of the requests that tell the routes apart, before and after a change. */
export interface Proof {
  readonly requests: number;
  readonly same: number;
  readonly differences: readonly Difference[];
}

/** A request that ends elsewhere, or arrives as another one. All texts are for people. */
export interface Difference {
  readonly request: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

/** Weighted rules and canaries are tried at both ends of the dice. */
const draws: readonly number[] = [0, 0.999999];

/** More conditions than these are not tried both ways. */
const maxFlips = 3;

/**
 * Sends the same requests down the old and the new path and compares who answers, with which status, and what the
 * target receives. Resources are compared by logical id. That a hop of the bridge is gone, or that the ALB is called
 * from another address, is no difference by itself; what follows from it is.
 */
export function prove(before: Topology, after: Topology): Proof {
  const first = compareUnder(before, after, [], '');
  const known = new Set(first.comparisons.map(({ key }) => key));
  const comparisons = [...first.comparisons];
  for (const { when, name } of first.flips.slice(0, maxFlips)) {
    // Of what a condition does not touch, saying it once is enough.
    comparisons.push(...compareUnder(before, after, when, name).comparisons.filter(({ key }) => !known.has(key)));
  }
  const differences = [true, false].flatMap((elsewhere) =>
    comparisons.flatMap(({ difference, endsElsewhere }) =>
      difference && endsElsewhere === elsewhere ? [difference] : [],
    ),
  );
  return { requests: comparisons.length, same: comparisons.length - differences.length, differences };
}

/**
 * What becomes of given requests, one answer for each in their order; `undefined` where a request ends as before. With
 * weights and canaries in play, the first difference at either end of the dice counts.
 */
export function compareRequests(
  before: Topology,
  after: Topology,
  requests: readonly SimRequest[],
): readonly (Difference | undefined)[] {
  const worlds = worldsOf(before, after, []);
  return requests.map((request) => compareOne(worlds, request, '').difference);
}

interface Comparison {
  /** Equal for equal requests that end in equal ways. */
  readonly key: string;
  readonly difference: Difference | undefined;
  /** The graver kind of difference, named first; otherwise the same target receives another message. */
  readonly endsElsewhere: boolean;
}

/** A condition that was taken on trust, the other way round. */
interface Flip {
  readonly when: Assumptions;
  readonly name: string;
}

function compareUnder(
  before: Topology,
  after: Topology,
  when: Assumptions,
  name: string,
): { readonly comparisons: readonly Comparison[]; readonly flips: readonly Flip[] } {
  const worlds = worldsOf(before, after, when);
  const flips = worlds.taken.map(({ uri, condition, holds }): Flip => ({
    when: [{ uri, condition, holds: !holds }],
    name: ` if ${condition} ${holds ? 'does not hold' : 'holds'}`,
  }));
  return {
    comparisons: representativeRequests(worlds.before).map((request) => compareOne(worlds, request, name)),
    flips,
  };
}

interface Worlds {
  readonly before: World;
  readonly after: World;
}

function worldsOf(before: Topology, after: Topology, when: Assumptions): Worlds & { readonly taken: Assumptions } {
  const { world, taken } = toWorld(before, { when });
  return { before: world, after: withOutsiders(toWorld(after, { when }).world, world, before), taken };
}

/** What the old templates tell about load balancers of others stays true when the new ones no longer tell it. */
function withOutsiders(world: World, old: World, before: Topology): World {
  const own = new Set(before.resources.map(({ logicalId }) => logicalId));
  const outside = <T extends { readonly logicalId: string }>(
    models: Readonly<Record<string, T>>,
  ): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(models).filter(([, { logicalId }]) => !own.has(logicalId)));
  return {
    ...world,
    albs: { ...world.albs, ...outside(old.albs), ...told(world.albs) },
    nlbs: { ...world.nlbs, ...outside(old.nlbs), ...told(world.nlbs) },
    targetGroups: { ...outside(old.targetGroups), ...world.targetGroups },
  };
}

/** The load balancers with a listener that a template declares; all others are taken on trust. */
function told<T extends { readonly listeners: readonly { readonly at?: SourceSpan }[] }>(
  models: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(models).filter(([, { listeners }]) => listeners.some(({ at }) => at)));
}

function compareOne(worlds: Worlds, request: SimRequest, suffix: string): Comparison {
  const keys: unknown[] = [describeRequest(request)];
  for (const draw of hasDice(worlds.before) ? draws : draws.slice(0, 1)) {
    const run = (world: World): Pair['before'] => {
      const trace = simulate(world, request, { ...letAllIn, random: () => draw });
      return { trace, ending: endingOf(trace, world) };
    };
    const [before, after] = [run(worlds.before), run(worlds.after)];
    keys.push(before.ending, after.ending);
    const parts = differingParts(before.ending, after.ending);
    if (parts.length === 0 && isSame(before.ending, after.ending)) continue;
    const difference = {
      request: describeRequest(request) + suffix,
      before: describeEnding(before.ending, parts),
      after: describeEnding(after.ending, parts),
      why: causeOf({ before, after, parts }),
    };
    return { key: JSON.stringify(keys), difference, endsElsewhere: !isSame(before.ending, after.ending) };
  }
  return { key: JSON.stringify(keys), difference: undefined, endsElsewhere: false };
}

function isSame(one: Ending, other: Ending): boolean {
  return one.status === other.status && one.place === other.place && one.answer === other.answer;
}

const dice = new WeakMap<World, boolean>();

function hasDice(world: World): boolean {
  let known = dice.get(world);
  if (known === undefined) {
    const actions = Object.values(world.albs).flatMap(({ listeners }) =>
      listeners.flatMap(({ rules, defaultActions }) => [...rules.flatMap((rule) => rule.actions), ...defaultActions]),
    );
    const listeners = Object.values(world.nlbs).flatMap((nlb) => nlb.listeners);
    known =
      actions.some((action) => action.type === 'forward' && action.targetGroups.length > 1) ||
      listeners.some(({ targetGroups }) => targetGroups.length > 1) ||
      Object.values(world.gateways).some(({ stages }) => stages.some(({ canary }) => canary !== undefined));
    dice.set(world, known);
  }
  return known;
}

/** Names of the parts that both targets received, but not alike; the Host comes last, for it explains least. */
function differingParts(before: Ending, after: Ending): readonly string[] {
  const names = new Set([...Object.keys(before.received), ...Object.keys(after.received)]);
  if (Object.keys(before.received).length === 0 || Object.keys(after.received).length === 0) return [];
  const differing = [...names].filter((name) => before.received[name] !== after.received[name]);
  return [...differing.filter((name) => name !== 'Host'), ...differing.filter((name) => name === 'Host')];
}

function describeEnding({ status, place, received }: Ending, parts: readonly string[]): string {
  const details = parts.map((part) => `${part} ${received[part] || '(none)'}`);
  return [`${status} from ${place}`, ...details].join(', ');
}
