import {
  balancerTypeOf,
  identified,
  privateIntegrations,
  type Assumptions,
  type LoadBalancer,
  type PrivateIntegration,
  type Topology,
  type VpcLinkV1,
  type VpcLinkV2,
} from '../index';
import { outcomesUnder } from './under';

/**
 * A load balancer that an integration reaches over a link, and what must hold for it to be that one. Where `Uri`
 * depends on a condition, there is one for each: its `integration.uri` is the one that counts then.
 */
export interface Reached {
  readonly integration: PrivateIntegration;
  readonly link: VpcLinkV1 | VpcLinkV2;
  readonly balancer: LoadBalancer;
  readonly type: string | undefined;
  readonly when: Assumptions;
}

const cache = new WeakMap<Topology, readonly Reached[]>();

/**
 * Every pair of a private integration and a load balancer of the set that it reaches: through `TargetArns` of a V1
 * link, or through `IntegrationTarget` with a V2 link, where the ARN of a listener stands for its load balancer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
 */
export function reachedBalancers(topology: Topology): readonly Reached[] {
  let reached = cache.get(topology);
  if (!reached) {
    reached = privateIntegrations(topology).flatMap((integration) => [...reachedBy(topology, integration)]);
    cache.set(topology, reached);
  }
  return reached;
}

function* reachedBy(topology: Topology, integration: PrivateIntegration): Iterable<Reached> {
  const { method } = integration;
  for (const outcome of integration.links) {
    const link = identified(outcome.value);
    const when = topology.both(method.when, outcome.when);
    if (!when) continue;
    for (const [called, together] of byUri(topology, integration, when)) {
      if (link?.kind === 'vpc-link-v1') yield* throughLink(topology, called, link, together);
      if (link?.kind === 'vpc-link-v2') yield* throughTarget(topology, called, link, together);
    }
  }
}

/** The integration once for each `Uri` that it may have; as it is where there is one, or none is known. */
function byUri(
  topology: Topology,
  integration: PrivateIntegration,
  when: Assumptions,
): readonly (readonly [PrivateIntegration, Assumptions])[] {
  const { uri, uris } = integration;
  if (uri !== undefined || uris.length === 0) return [[integration, when]];
  return uris.flatMap((outcome): readonly (readonly [PrivateIntegration, Assumptions])[] => {
    const together = topology.both(when, outcome.when);
    return together ? [[{ ...integration, uri: outcome.uri, uris: [outcome] }, together]] : [];
  });
}

function* throughLink(
  topology: Topology,
  integration: PrivateIntegration,
  link: VpcLinkV1,
  when: Assumptions,
): Iterable<Reached> {
  for (const item of topology.resolveList(link.targetArns).items) {
    const balancer = identified(item.value);
    const together = topology.both(when, item.when);
    if (balancer?.kind !== 'load-balancer' || !together) continue;
    yield { integration, link, balancer, type: balancerTypeOf(topology, balancer), when: together };
  }
}

function* throughTarget(
  topology: Topology,
  integration: PrivateIntegration,
  link: VpcLinkV2,
  when: Assumptions,
): Iterable<Reached> {
  for (const outcome of outcomesUnder(topology, integration.integration.integrationTarget, when)) {
    const target = identified(outcome.value);
    const balancers =
      target?.kind === 'listener' ? outcomesUnder(topology, target.loadBalancer, outcome.when) : [outcome];
    for (const { value, when: together } of balancers) {
      const balancer = identified(value);
      if (balancer?.kind !== 'load-balancer') continue;
      yield { integration, link, balancer, type: balancerTypeOf(topology, balancer), when: together };
    }
  }
}
