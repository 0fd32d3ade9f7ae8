import {
  identified,
  keyOf,
  numberOf,
  soleOf,
  type Assumptions,
  type EcsService,
  type LoadBalancer,
  type TargetGroup,
  type Topology,
} from '../index';
import { groupsOf, withSubnets, type Groups } from './admits';
import { balancersOf } from './balancers-of';
import { groupUsers, type GroupUser } from './group-users';

/** An ECS service that a load balancer calls. */
export interface ServiceConnection {
  readonly service: EcsService;
  readonly balancer: LoadBalancer;
  readonly serviceGroups: Groups;
  readonly balancerGroups: Groups;
  /** The port of the container, which is that of the target in `awsvpc` mode. */
  readonly port: number;
  readonly when: Assumptions;
}

const cache = new WeakMap<Topology, readonly ServiceConnection[]>();

/** Every pair of a load balancer and an ECS service with security groups of its own, once for each port. */
export function serviceConnections(topology: Topology): readonly ServiceConnection[] {
  let found = cache.get(topology);
  if (!found) cache.set(topology, (found = [...collect(topology)]));
  return found;
}

function* collect(topology: Topology): Iterable<ServiceConnection> {
  const seen = new Set<string>();
  const usersOf = new Map<TargetGroup, GroupUser[]>();
  for (const user of groupUsers(topology)) {
    const users = usersOf.get(user.group);
    if (users) users.push(user);
    else usersOf.set(user.group, [user]);
  }
  for (const service of topology.ofKind('ecs-service')) {
    if (!service.securityGroups) continue;
    for (const { value: entry, when: written } of service.loadBalancers?.items ?? []) {
      const group = identified(soleOf(topology.resolve(entry.targetGroup)));
      const port = numberOf(soleOf(topology.resolve(entry.containerPort)));
      const present = topology.both(topology.whenPresent(service), written);
      if (port === undefined || !present || group?.kind !== 'target-group') continue;
      for (const user of usersOf.get(group) ?? []) {
        const together = topology.both(present, user.when);
        if (!together) continue;
        for (const { balancer, when } of balancersOf(topology, user.listener, together)) {
          const key = `${keyOf(service)} ${keyOf(balancer)} ${port}`;
          if (seen.has(key) || !balancer.securityGroups) continue;
          seen.add(key);
          const serviceGroups = groupsOf(topology, service.securityGroups, when);
          const balancerGroups = withSubnets(
            topology,
            groupsOf(topology, balancer.securityGroups, when),
            balancer.subnets,
          );
          yield { service, balancer, serviceGroups, balancerGroups, port, when };
        }
      }
    }
  }
}
