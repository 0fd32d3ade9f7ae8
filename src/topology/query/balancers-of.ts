import {
  balancerTypeOf,
  identified,
  type Assumptions,
  type Listener,
  type LoadBalancer,
  type Topology,
} from '../index';
import { outcomesUnder } from './under';

/** A load balancer that a listener belongs to, and its type where it is told. */
export interface Owner {
  readonly balancer: LoadBalancer;
  readonly type: string | undefined;
  readonly when: Assumptions;
}

/** The load balancers of the set that a listener may belong to where `when` holds. */
export function balancersOf(topology: Topology, listener: Listener, when: Assumptions): readonly Owner[] {
  return outcomesUnder(topology, listener.loadBalancer, when).flatMap((outcome): Owner[] => {
    const balancer = identified(outcome.value);
    if (balancer?.kind !== 'load-balancer') return [];
    return [{ balancer, type: balancerTypeOf(topology, balancer), when: outcome.when }];
  });
}
