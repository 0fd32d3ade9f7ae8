import {
  findBridges,
  findLonelyNlbs,
  identityOf,
  privateIntegrations,
  soleOf,
  stringOf,
  type Bridge,
  type LoadBalancer,
  type Resource,
  type Topology,
} from '../../topology/index';
import { allWhole } from '../../topology/query/whole-template';
import { unusedHandovers, type Handover } from './handovers';
import { usesElsewhere } from './uses-elsewhere';
import { usesOf, type Use } from './uses';

/** A bridge that was left standing when its API moved to the ALB. */
export interface LeftBridge {
  readonly bridge: Bridge;
  readonly nlb: LoadBalancer;
  /**
   * What hands parts of it to other templates, of which none uses them any more: each an output or a parameter of a
   * nested stack, and what hands its value on.
   */
  readonly handovers: readonly (readonly Handover[])[];
  /** Plain outputs of its parts that keep only these and not its link; they go when outputs are dropped. */
  readonly alongside: readonly (readonly Handover[])[];
  /** What hands it out, in words, needed or not: `Outputs "LinkId"`. */
  readonly handedOutBy: readonly string[];
  /** True when nothing at hand needs it any more. */
  readonly isUnused: boolean;
  /** True when an integration in sight reaches each of its ALBs directly. */
  readonly isReplaced: boolean;
}

const cache = new WeakMap<Topology, readonly LeftBridge[]>();

/** Bridges that no integration goes over any more, and that nothing at hand needs, besides what hands them to nobody. */
export function unusedBridges(topology: Topology): readonly LeftBridge[] {
  return leftBridges(topology).filter(({ isUnused }) => isUnused);
}

/**
 * Bridges that no integration goes over any more: nothing but outputs and parameters of nested stacks names their links,
 * and an integration in sight reaches one of their ALBs directly. A link that nothing names and no API replaced may be
 * used by its id from elsewhere.
 */
export function leftBridges(topology: Topology): readonly LeftBridge[] {
  const known = cache.get(topology);
  if (known) return known;
  const direct = new Set(privateIntegrations(topology).flatMap(({ target }) => identityOf(target) ?? []));
  const isMoved = ({ target }: Bridge['legs'][number]): boolean => direct.has(identityOf(target) ?? '');
  const found =
    direct.size > 0 && allWhole(topology)
      ? [
          ...findBridges(topology).flatMap((bridge) => leftWithLink(topology, bridge, isMoved) ?? []),
          ...findLonelyNlbs(topology).flatMap((bridge) => leftWithoutLink(topology, bridge, isMoved) ?? []),
        ]
      : [];
  cache.set(topology, found);
  return found;
}

type IsMoved = (leg: Bridge['legs'][number]) => boolean;

function leftWithLink(topology: Topology, bridge: Bridge, isMoved: IsMoved): LeftBridge | undefined {
  const { nlb, links, integrations, legs } = bridge;
  if (!nlb || links.length === 0 || integrations.length > 0 || !legs.some(isMoved)) return undefined;
  const linkUses = links.flatMap((link) => usesNaming(topology, link));
  const handed = linkUses.map(({ part, use }) => unusedHandovers(topology, part.uri, use));
  if (linkUses.some(({ use }, index) => use.section !== 'Outputs' && !handed[index])) return undefined;
  const isUnused = handed.every((chain) => chain !== undefined) && (linkUses.length === 0 || legs.every(isMoved));
  const others = partsOf(bridge).flatMap((part) => usesAround(topology, bridge, part));
  const around = others.flatMap(({ part, use }) => {
    const chain = isUnused ? unusedHandovers(topology, part.uri, use) : undefined;
    return chain ? [chain] : [];
  });
  return {
    bridge,
    nlb,
    handovers: isUnused
      ? [...handed.flatMap((chain) => (chain ? [chain] : [])), ...around.filter((chain) => !isPlain(chain))]
      : [],
    alongside: around.filter(isPlain),
    handedOutBy: outputsIn([...linkUses, ...others]),
    isUnused,
    isReplaced: legs.every(isMoved),
  };
}

/**
 * An NLB whose link stood in another file and is gone. It may be there for clients of its own, so only one that is
 * internal and that only outputs and parameters nobody here uses still name counts.
 */
function leftWithoutLink(topology: Topology, bridge: Bridge, isMoved: IsMoved): LeftBridge | undefined {
  const { nlb, legs, otherListeners } = bridge;
  if (!nlb || otherListeners.length > 0 || !legs.every(isMoved)) return undefined;
  if (stringOf(soleOf(topology.resolve(nlb.scheme))) !== 'internal') return undefined;
  // A link to a balancer that is not known may be one to this NLB.
  const targets = topology.ofKind('vpc-link-v1').map((link) => topology.resolveList(link.targetArns));
  if (targets.some(({ items, complete }) => !complete || items.some(({ value }) => value.kind !== 'resource')))
    return undefined;
  const uses = partsOf(bridge).flatMap((part) => usesAround(topology, bridge, part));
  const handed = uses.map(({ part, use }) => unusedHandovers(topology, part.uri, use));
  if (uses.length === 0 || !handed.every((chain) => chain !== undefined)) return undefined;
  return {
    bridge,
    nlb,
    handovers: handed,
    alongside: [],
    handedOutBy: outputsIn(uses),
    isUnused: true,
    isReplaced: true,
  };
}

function isPlain([first]: readonly Handover[]): boolean {
  return first?.isPlain === true;
}

interface UseOfPart {
  readonly part: Resource;
  readonly use: Use;
}

function usesNaming(topology: Topology, part: Resource): readonly UseOfPart[] {
  return usesOf(topology, part).flatMap((use) => (use.kind === 'DependsOn' ? [] : [{ part, use }]));
}

/** Uses of a part outside the bridge. */
function usesAround(topology: Topology, bridge: Bridge, part: Resource): readonly UseOfPart[] {
  const together = new Set([...bridge.links, ...partsOf(bridge), ...bridge.otherListeners]);
  return usesElsewhere(topology, part, together, []).map((use) => ({ part, use }));
}

function partsOf({ nlb, legs }: Bridge): readonly Resource[] {
  return [...(nlb ? [nlb] : []), ...new Set(legs.flatMap(({ listener, group }) => [listener, group]))];
}

function outputsIn(uses: readonly UseOfPart[]): readonly string[] {
  const handing = uses.filter(({ use }) => use.section === 'Outputs' || use.section === 'Resources');
  return [
    ...new Set(
      handing.map(({ use: { section, owner } }) => (section === 'Outputs' ? `Outputs "${owner}"` : `"${owner}"`)),
    ),
  ];
}
