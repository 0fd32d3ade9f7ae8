import {
  forwardsOf,
  identified,
  keyOf,
  listenersOf,
  numberOf,
  type Assumptions,
  type Listener,
  type LoadBalancer,
  type PrivateIntegration,
  type Topology,
} from '../index';
import { albGroups, albTargets } from './alb-groups';
import { reachedBalancers, type Reached } from './reached';
import { outcomesUnder } from './under';

/** An ALB of the set that an integration reaches, straight or through an NLB. */
export interface ReachedAlb {
  readonly integration: PrivateIntegration;
  readonly alb: LoadBalancer;
  /** The port of the ALB that is reached; `undefined` where it is not told. */
  readonly port: number | undefined;
  /** The NLB before it. */
  readonly nlb: LoadBalancer | undefined;
  readonly when: Assumptions;
}

/** A listener of a reached ALB at the port of the request. */
export interface ReachedListener {
  readonly listener: Listener;
  readonly when: Assumptions;
}

const cache = new WeakMap<Topology, readonly ReachedAlb[]>();

/** Every pair of a private integration and an ALB it reaches. */
export function reachedAlbs(topology: Topology): readonly ReachedAlb[] {
  let found = cache.get(topology);
  if (!found) {
    found = reachedBalancers(topology).flatMap((reached): readonly ReachedAlb[] => {
      const { integration, link, balancer, type, when } = reached;
      if (type === 'network') return [...behindNlb(topology, reached)];
      // No request gets over a V1 link to an ALB: such a link cannot be made.
      if (type !== 'application' || link.kind !== 'vpc-link-v2') return [];
      return [{ integration, alb: balancer, port: integration.uri?.port, nlb: undefined, when }];
    });
    cache.set(topology, found);
  }
  return found;
}

/** The listeners of a balancer of the set that may have a port where `when` holds. */
export function listenersAt(
  topology: Topology,
  balancer: LoadBalancer,
  port: number | undefined,
  when: Assumptions,
): readonly ReachedListener[] {
  if (port === undefined) return [];
  return listenersOf(topology, keyOf(balancer)).flatMap((listener): readonly ReachedListener[] => {
    const present = topology.both(when, topology.whenPresent(listener));
    if (!present) return [];
    return outcomesUnder(topology, listener.port, present)
      .filter(({ value }) => numberOf(value) === port)
      .map((outcome) => ({ listener, when: outcome.when }));
  });
}

function* behindNlb(topology: Topology, { integration, balancer: nlb, when }: Reached): Iterable<ReachedAlb> {
  for (const { listener, when: listening } of listenersAt(topology, nlb, integration.uri?.port, when)) {
    for (const forward of forwardsOf(topology, listener.defaultActions)) {
      const group = albGroups(topology).find((candidate) => candidate.group === identified(forward.group));
      const together = group && topology.both(listening, forward.when);
      if (!together) continue;
      for (const { balancer: alb, portNumber, when: registered } of albTargets(topology, group)) {
        const all = topology.both(together, registered);
        if (alb && all) yield { integration, alb, port: portNumber, nlb, when: all };
      }
    }
  }
}
