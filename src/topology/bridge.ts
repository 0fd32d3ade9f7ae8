import type { Span } from '../text/index';
import { balancerTypeOf, forwardsOf, identityOf, keyOf, listenersOf, portOf, targetTypeOf } from './balancers';
import type { Listener, LoadBalancer, TargetGroup, VpcLinkV1 } from './model';
import { isNoAlb } from './no-alb';
import { possiblePrivateIntegrations, type PrivateIntegration } from './private-integration';
import { identified, numberOf, portKeyOf, soleOf, type External, type Settled } from './settled';
import type { Topology } from './topology';
import type { Assumptions, Value } from './value';

/** One NLB listener that only hands its traffic to an ALB. */
export interface BridgeLeg {
  readonly listener: Listener;
  /** The port of the NLB listener. */
  readonly port: number | undefined;
  /** Equal to the key of a `Uri` that comes to this listener, also where the port is a parameter without a value. */
  readonly portKey: string | undefined;
  readonly group: TargetGroup;
  /** The ALB, or what stands for it where it belongs to another template. */
  readonly target: Settled<string>;
  readonly alb: LoadBalancer | undefined;
  /** The ALB port that the group registers; the port that `Uri` must carry without the NLB. */
  readonly albPort: number | undefined;
  /** The same as it is written, at the target or else at the group. */
  readonly albPortValue: Value<number> | undefined;
  readonly albListener: Listener | undefined;
  readonly when: Assumptions;
}

/** `API Gateway → VPC link (V1) → NLB → ALB`, proven by the templates at hand. */
export interface Bridge {
  /** `undefined` where the NLB belongs to another template. */
  readonly nlb: LoadBalancer | undefined;
  readonly nlbIdentity: string;
  /** The V1 links on this NLB that are at hand. */
  readonly links: readonly VpcLinkV1[];
  readonly legs: readonly BridgeLeg[];
  /** Listeners of the same NLB that do something else. */
  readonly otherListeners: readonly Listener[];
  /** The integrations that go over the bridge, with the leg that their `Uri` picks by its port. */
  readonly integrations: readonly { readonly integration: PrivateIntegration; readonly leg: BridgeLeg | undefined }[];
  /** Where to point first. */
  readonly at: Span;
}

const cache = new WeakMap<Topology, readonly Bridge[]>();
const lonely = new WeakMap<Topology, readonly Bridge[]>();

/**
 * Finds proven bridges: an NLB with a listener that forwards to a target group of type `alb`, and a V1 link on that
 * NLB. Where NLB and link belong to one other stack, an integration over that stack's link to the port of such a
 * listener proves it too. An NLB that no API reaches is no bridge: it may be there for its fixed addresses.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
export function findBridges(topology: Topology): readonly Bridge[] {
  const known = cache.get(topology);
  if (known) return known;
  const bridges = [...legsByBalancer(topology)].flatMap(([identity, legs]) => toBridge(topology, identity, legs) ?? []);
  cache.set(topology, bridges);
  return bridges;
}

/** The NLBs at hand in front of ALBs that no link and no integration at hand leads to. What they are for is not known. */
export function findLonelyNlbs(topology: Topology): readonly Bridge[] {
  const known = lonely.get(topology);
  if (known) return known;
  const reached = new Set(findBridges(topology).map(({ nlbIdentity }) => nlbIdentity));
  const found = [...legsByBalancer(topology)].flatMap(([identity, legs]): readonly Bridge[] => {
    const nlb = topology.ofKind('load-balancer').find((balancer) => keyOf(balancer) === identity);
    return nlb && !reached.has(identity) ? [bridgeFrom(topology, identity, legs, nlb, [], [])] : [];
  });
  lonely.set(topology, found);
  return found;
}

function legsByBalancer(topology: Topology): ReadonlyMap<string, readonly BridgeLeg[]> {
  const byBalancer = new Map<string, BridgeLeg[]>();
  for (const listener of topology.ofKind('listener')) {
    for (const leg of legsOf(topology, listener)) {
      for (const { value } of topology.resolve(listener.loadBalancer)) {
        const identity = mayBeNlb(topology, value) ? identityOf(value) : undefined;
        if (identity) byBalancer.set(identity, [...(byBalancer.get(identity) ?? []), leg]);
      }
    }
  }
  return byBalancer;
}

/** The bridge that an integration goes over, with its leg. */
export function bridgeOf(
  topology: Topology,
  integration: PrivateIntegration,
): { bridge: Bridge; leg: BridgeLeg | undefined } | undefined {
  for (const bridge of findBridges(topology)) {
    const found = bridge.integrations.find((over) => over.integration === integration);
    if (found) return { bridge, leg: found.leg };
  }
  return undefined;
}

function legsOf(topology: Topology, listener: Listener): readonly BridgeLeg[] {
  const forwards = forwardsOf(topology, listener.defaultActions);
  return forwards.flatMap((forward): BridgeLeg[] => {
    const group = identified(forward.group);
    if (group?.kind !== 'target-group' || targetTypeOf(topology, group) !== 'alb') return [];
    // A group of this type takes one ALB, so that several are choices under conditions.
    const registered = group.targets?.items.length === 1 ? group.targets.items[0]!.value : undefined;
    const target = soleOf(topology.resolve(registered?.id));
    if (!target || target.kind === 'unknown' || target.kind === 'absent' || isNoAlb(topology, target)) return [];
    const alb = identified(target);
    const albPortValue = registered?.port ?? group.port;
    const albPort = numberOf(soleOf(topology.resolve(albPortValue)));
    const albKey = keyOfPort(topology, albPortValue);
    const albIdentity = identityOf(target);
    const albListener = albIdentity
      ? listenersOf(topology, albIdentity).find(
          ({ port }) => albKey !== undefined && keyOfPort(topology, port) === albKey,
        )
      : undefined;
    return [
      {
        listener,
        port: portOf(topology, listener),
        portKey: keyOfPort(topology, listener.port),
        group,
        target,
        alb: alb?.kind === 'load-balancer' ? alb : undefined,
        albPort,
        albPortValue,
        albListener,
        when: forward.when,
      },
    ];
  });
}

/**
 * True when an integration over the bridge's link certainly goes past its legs: every `Uri` that it may have names the
 * port of another listener of the NLB. A port without any listener is a mistake of its own.
 */
export function leadsElsewhere(topology: Topology, bridge: Bridge, { integration, uris }: PrivateIntegration): boolean {
  if (topology.resolve(integration.uri).some(({ value }) => value.kind === 'unknown')) return false;
  const others = new Set(bridge.otherListeners.flatMap(({ port }) => keyOfPort(topology, port) ?? []));
  return (
    uris.length > 0 &&
    uris.every(
      ({ uri: { portKey } }) => portKey !== undefined && others.has(portKey) && legsAt(bridge, portKey).length === 0,
    )
  );
}

/** The legs that a `Uri` with this port key comes to; several only where conditions choose among them. */
export function legsAt(bridge: Pick<Bridge, 'legs'>, portKey: string | undefined): readonly BridgeLeg[] {
  return bridge.legs.filter((leg) => leg.portKey !== undefined && leg.portKey === portKey);
}

function keyOfPort(topology: Topology, port: Value<number> | undefined): string | undefined {
  return portKeyOf(soleOf(topology.resolve(port)));
}

/** An NLB of this set, or a balancer of another template. */
function mayBeNlb(topology: Topology, value: Settled<string>): boolean {
  const resource = identified(value);
  if (!resource) return value.kind === 'external';
  return resource.kind === 'load-balancer' && balancerTypeOf(topology, resource) === 'network';
}

function toBridge(topology: Topology, identity: string, legs: readonly BridgeLeg[]): Bridge | undefined {
  const links = topology
    .ofKind('vpc-link-v1')
    .filter((link) => topology.resolveList(link.targetArns).items.some(({ value }) => identityOf(value) === identity));
  const owner = topology.ofKind('load-balancer').find((balancer) => keyOf(balancer) === identity);
  const linkKeys = new Set(links.map(keyOf));
  const over = possiblePrivateIntegrations(topology).filter((integration) =>
    integration.links.some(({ value }) => {
      const key = identityOf(value);
      return key !== undefined && (linkKeys.has(key) || provenByExports(legs, value, integration));
    }),
  );
  return links.length === 0 && over.length === 0 ? undefined : bridgeFrom(topology, identity, legs, owner, links, over);
}

function bridgeFrom(
  topology: Topology,
  identity: string,
  legs: readonly BridgeLeg[],
  nlb: LoadBalancer | undefined,
  links: readonly VpcLinkV1[],
  over: readonly PrivateIntegration[],
): Bridge {
  const listeners = listenersOf(topology, identity);
  return {
    nlb,
    nlbIdentity: identity,
    links,
    legs,
    otherListeners: listeners.filter((listener) => !legs.some((leg) => leg.listener === listener)),
    integrations: over.map((integration) => ({
      integration,
      leg:
        legsAt({ legs }, integration.uri?.portKey)[0] ??
        (legs.length === 1 && integration.uri?.port === undefined ? legs[0] : undefined),
    })),
    at: links[0]?.at ?? legs[0]!.listener.at,
  };
}

/**
 * True when link, host and NLB are exports of one other stack, and the integration's port is one of the legs'. An API
 * that goes over another stack's link to that stack's NLB meets the listener that this template puts on it.
 */
function provenByExports(
  legs: readonly BridgeLeg[],
  link: Settled<string>,
  { uri, target }: PrivateIntegration,
): boolean {
  if (link.kind !== 'external' || link.from !== 'export' || target || !uri) return false;
  const leg = legs.find((candidate) => candidate.port !== undefined && candidate.port === uri.port);
  const balancer = leg?.listener.loadBalancer;
  const host = uri.host.length === 1 ? uri.host[0] : undefined;
  if (!leg || host?.kind !== 'external' || balancer?.kind !== 'reference' || balancer.target.to !== 'export')
    return false;
  const stack = stackOf(link);
  return stack !== undefined && stackOf(host) === stack && exportPrefix(balancer.target.name) === stack;
}

/** The part of an export's name that names the stack, where the name is `${StackName}-Something`. */
function stackOf(external: External): string | undefined {
  return external.from === 'export' ? /^(\$\{[^}]+\}[-:])/.exec(external.name)?.[1] : undefined;
}

function exportPrefix(name: Value<string>): string | undefined {
  if (name.kind !== 'text') return undefined;
  const [first, second] = name.parts;
  if (first?.kind !== 'reference' || first.target.to !== 'name' || second?.kind !== 'literal') return undefined;
  return `\${${first.target.name}}${second.value.charAt(0)}`;
}
