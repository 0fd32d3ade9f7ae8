import {
  findBridges,
  keyOf,
  type EcsService,
  type LoadBalancer,
  type Method,
  type Resource,
  type Topology,
  type VpcLinkV2,
} from '../../topology/index';
import { blocks, groupsOf, withSubnets, type Groups } from '../../topology/query/admits';
import { listenerPorts } from '../../topology/query/listener-ports';
import { reachedBalancers } from '../../topology/query/reached';
import { serviceConnections } from '../../topology/query/service-connections';
import { unusedBridges } from '../bridge/unused';

/** Two ends of which the security groups of one let nothing through to or from the other. */
export interface BlockedConnection {
  readonly from: VpcLinkV2 | LoadBalancer;
  readonly to: LoadBalancer | EcsService;
  readonly port: number;
  /** `egress`: the groups of `from` block; `ingress`: those of `to`. */
  readonly direction: 'ingress' | 'egress';
  /** The end whose groups block. */
  readonly blocker: Resource;
  readonly blockerGroups: Groups;
  readonly otherGroups: Groups;
  /** The method that goes this way, for a link. */
  readonly method: Method | undefined;
}

/**
 * What security groups keep from a VPC link V2 to its load balancer, from the NLB of a bridge to its ALB, and from a
 * load balancer to an ECS service.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
 */
export function blockedConnections(topology: Topology): readonly BlockedConnection[] {
  let found = cache.get(topology);
  if (!found) cache.set(topology, (found = [...find(topology)]));
  return found;
}

const cache = new WeakMap<Topology, readonly BlockedConnection[]>();

function* find(topology: Topology): Iterable<BlockedConnection> {
  const seen = new Set<string>();
  for (const { integration, link, balancer, when } of reachedBalancers(topology)) {
    const port = integration.uri?.port;
    const key = `${link.uri} ${link.logicalId} ${balancer.logicalId} ${port}`;
    if (link.kind !== 'vpc-link-v2' || port === undefined || seen.has(key)) continue;
    seen.add(key);
    // `wrong-listener-port` says what is wrong here: no security group matters at a port without a listener.
    if (listenerPorts(topology, balancer, when)?.every((listening) => listening.port !== port)) continue;
    const fromGroups = withSubnets(topology, groupsOf(topology, link.securityGroupIds, when), link.subnetIds);
    const toGroups = withSubnets(topology, groupsOf(topology, balancer.securityGroups, when), balancer.subnets);
    const ends = { from: link, to: balancer, port, method: integration.method };
    if (blocks(topology, 'egress', fromGroups, toGroups, port, when)) yield atStart(ends, fromGroups, toGroups);
    if (blocks(topology, 'ingress', toGroups, fromGroups, port, when)) yield atEnd(ends, fromGroups, toGroups);
  }
  yield* overBridges(topology);
  for (const { service, balancer, serviceGroups, balancerGroups, port, when } of serviceConnections(topology)) {
    const ends = { from: balancer, to: service, port, method: undefined };
    if (blocks(topology, 'egress', balancerGroups, serviceGroups, port, when))
      yield atStart(ends, balancerGroups, serviceGroups);
    if (blocks(topology, 'ingress', serviceGroups, balancerGroups, port, when))
      yield atEnd(ends, balancerGroups, serviceGroups);
  }
}

function* overBridges(topology: Topology): Iterable<BlockedConnection> {
  const seen = new Set<string>();
  // What convert --keep-bridge left standing waits for its removal, whatever its security groups.
  const left = new Set(unusedBridges(topology).map(({ bridge }) => bridge));
  for (const { nlb, legs } of findBridges(topology).filter((bridge) => !left.has(bridge))) {
    for (const { alb, albListener, albPort, listener, when: forwarding } of legs) {
      const when = topology.both(forwarding, topology.whenPresent(listener));
      const key = `${alb && keyOf(alb)} ${nlb && keyOf(nlb)} ${albPort}`;
      // `wrong-alb-target-port` tells of a port without a listener.
      if (!nlb || !alb?.securityGroups || !albListener || albPort === undefined || !when || seen.has(key)) continue;
      seen.add(key);
      const fromGroups = withSubnets(topology, groupsOf(topology, nlb.securityGroups, when), nlb.subnets);
      const toGroups = withSubnets(topology, groupsOf(topology, alb.securityGroups, when), alb.subnets);
      const ends = { from: nlb, to: alb, port: albPort, method: undefined };
      if (blocks(topology, 'egress', fromGroups, toGroups, albPort, when)) yield atStart(ends, fromGroups, toGroups);
      if (blocks(topology, 'ingress', toGroups, fromGroups, albPort, when)) yield atEnd(ends, fromGroups, toGroups);
    }
  }
}

type Ends = Pick<BlockedConnection, 'from' | 'to' | 'port' | 'method'>;

function atStart(ends: Ends, fromGroups: Groups, toGroups: Groups): BlockedConnection {
  return { ...ends, direction: 'egress', blocker: ends.from, blockerGroups: fromGroups, otherGroups: toGroups };
}

function atEnd(ends: Ends, fromGroups: Groups, toGroups: Groups): BlockedConnection {
  return { ...ends, direction: 'ingress', blocker: ends.to, blockerGroups: toGroups, otherGroups: fromGroups };
}
