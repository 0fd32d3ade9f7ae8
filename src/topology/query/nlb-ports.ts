import { forwardsOf, identified, keyOf, portOf, type LoadBalancer, type Topology } from '../index';
import { albGroups, albTargets } from './alb-groups';

/** True when an NLB in front of an ALB listens on the port and hands it over to that ALB. */
export function isPortOfNlbBefore(topology: Topology, alb: LoadBalancer, port: number): boolean {
  const groups = albGroups(topology).filter((group) =>
    albTargets(topology, group).some(({ balancer }) => balancer && keyOf(balancer) === keyOf(alb)),
  );
  return topology
    .ofKind('listener')
    .some(
      (listener) =>
        portOf(topology, listener) === port &&
        forwardsOf(topology, listener.defaultActions).some(({ group }) =>
          groups.some((candidate) => candidate.group === identified(group)),
        ),
    );
}
