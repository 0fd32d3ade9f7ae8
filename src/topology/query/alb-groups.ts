import {
  identified,
  numberOf,
  stringOf,
  type Assumptions,
  type LoadBalancer,
  type Settled,
  type Target,
  type TargetGroup,
  type Topology,
} from '../index';
import { outcomesUnder } from './under';

/** A target group of type `alb`, with what must hold for it to be one. */
export interface AlbGroup {
  readonly group: TargetGroup;
  readonly when: Assumptions;
}

/** What an `alb` group registers. */
export interface AlbTarget {
  readonly target: Target;
  /** What `Id` stands for. */
  readonly id: Settled<string>;
  /** The load balancer, where it belongs to the set. It may be of another type than `application`. */
  readonly balancer: LoadBalancer | undefined;
  /** The port of the target, or that of the group. */
  readonly port: Settled<number> | undefined;
  readonly portNumber: number | undefined;
  readonly when: Assumptions;
}

const cache = new WeakMap<Topology, readonly AlbGroup[]>();

/**
 * The target groups that register an ALB behind an NLB.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
export function albGroups(topology: Topology): readonly AlbGroup[] {
  let groups = cache.get(topology);
  if (!groups) {
    groups = topology.ofKind('target-group').flatMap((group) =>
      outcomesUnder(topology, group.targetType, topology.whenPresent(group))
        .filter(({ value }) => stringOf(value) === 'alb')
        .map(({ when }) => ({ group, when })),
    );
    cache.set(topology, groups);
  }
  return groups;
}

/** Everything that an `alb` group may register where `when` holds; several outcomes of one target under several conditions. */
export function albTargets(topology: Topology, { group, when }: AlbGroup): readonly AlbTarget[] {
  return (group.targets?.items ?? []).flatMap((item) => {
    const present = topology.both(when, item.when);
    if (!present) return [];
    return outcomesUnder(topology, item.value.id, present).flatMap((id) =>
      portsOf(topology, group, item.value, id.when).map((port): AlbTarget => {
        const balancer = identified(id.value);
        return {
          target: item.value,
          id: id.value,
          balancer: balancer?.kind === 'load-balancer' ? balancer : undefined,
          port: port.value,
          portNumber: numberOf(port.value),
          when: port.when,
        };
      }),
    );
  });
}

function portsOf(
  topology: Topology,
  group: TargetGroup,
  target: Target,
  when: Assumptions,
): readonly { readonly value: Settled<number> | undefined; readonly when: Assumptions }[] {
  const own = outcomesUnder(topology, target.port, when);
  const known = own.length > 0 ? own : outcomesUnder(topology, group.port, when);
  return known.length > 0 ? known : [{ value: undefined, when }];
}
