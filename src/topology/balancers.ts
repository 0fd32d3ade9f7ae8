import type { Span } from '../text/index';
import type { Action, Listener, ListenerRule, LoadBalancer, Resource, TargetGroup } from './model';
import { identified, numberOf, soleOf, stringOf, type Settled } from './settled';
import type { Topology } from './topology';
import type { Assumptions, List } from './value';

/** A target group that an action forwards to. */
export interface Forward {
  readonly group: Settled<string>;
  readonly weight: number | undefined;
  readonly at: Span;
  readonly when: Assumptions;
}

interface Index {
  readonly listeners: ReadonlyMap<string, readonly Listener[]>;
  readonly rules: ReadonlyMap<string, readonly ListenerRule[]>;
}

const indexes = new WeakMap<Topology, Index>();

/** `application`, `network` or `gateway`; the default is `application`. `undefined` where it is not told. */
export function balancerTypeOf(topology: Topology, balancer: LoadBalancer): string | undefined {
  if (!balancer.balancerType) return 'application';
  return stringOf(soleOf(topology.resolve(balancer.balancerType)));
}

/** One key for everything that identifies the same resource or the same thing outside; `undefined` where unknown. */
export function identityOf(value: Settled<unknown> | undefined): string | undefined {
  if (!value) return undefined;
  const resource = identified(value);
  if (resource) return keyOf(resource);
  if (value.kind === 'external') return value.key;
  return value.kind === 'literal' ? `literal ${String(value.value)}` : undefined;
}

/** The identity of a resource. */
export function keyOf(resource: Resource): string {
  return `${resource.uri}#${resource.logicalId}`;
}

/** The listeners whose load balancer has this identity. */
export function listenersOf(topology: Topology, balancer: string): readonly Listener[] {
  return indexOf(topology).listeners.get(balancer) ?? [];
}

/** The rules of a listener by ascending priority; rules without a known priority come last. */
export function rulesOf(topology: Topology, listener: Listener): readonly ListenerRule[] {
  return indexOf(topology).rules.get(keyOf(listener)) ?? [];
}

/** The groups that a list of actions forwards to, under every condition. */
export function forwardsOf(topology: Topology, actions: List<Action> | undefined): readonly Forward[] {
  return (actions?.items ?? []).flatMap((action) =>
    (action.value.targetGroups?.items ?? []).flatMap((weighted) =>
      topology.resolve(weighted.value.arn).flatMap((outcome): Forward[] => {
        const inner = topology.both(weighted.when, outcome.when);
        const when = inner && topology.both(action.when, inner);
        if (!when) return [];
        const weight = numberOf(soleOf(topology.resolve(weighted.value.weight)));
        return [{ group: outcome.value, weight, at: weighted.value.at, when }];
      }),
    ),
  );
}

/** `alb`, `ip`, `instance` or `lambda`; the default is `instance`. `undefined` where it is not told. */
export function targetTypeOf(topology: Topology, group: TargetGroup): string | undefined {
  if (!group.targetType) return 'instance';
  return stringOf(soleOf(topology.resolve(group.targetType)));
}

/** The port of a listener or a group, where it is told. */
export function portOf(topology: Topology, resource: { readonly port: Listener['port'] }): number | undefined {
  return numberOf(soleOf(topology.resolve(resource.port)));
}

/** The protocol of a listener or a group in upper case, where it is told. */
export function protocolOf(
  topology: Topology,
  resource: { readonly protocol: Listener['protocol'] },
): string | undefined {
  return stringOf(soleOf(topology.resolve(resource.protocol)))?.toUpperCase();
}

function indexOf(topology: Topology): Index {
  const known = indexes.get(topology);
  if (known) return known;
  const listeners = groupBy(topology, topology.ofKind('listener'), (listener) => listener.loadBalancer);
  const rules = groupBy(topology, topology.ofKind('rule'), (rule) => rule.listener);
  const priority = (rule: ListenerRule): number =>
    numberOf(soleOf(topology.resolve(rule.priority))) ?? Number.POSITIVE_INFINITY;
  for (const ofListener of rules.values()) ofListener.sort((a, b) => priority(a) - priority(b) || 0);
  const index = { listeners, rules };
  indexes.set(topology, index);
  return index;
}

function groupBy<R extends Listener | ListenerRule>(
  topology: Topology,
  resources: readonly R[],
  owner: (resource: R) => R extends Listener ? Listener['loadBalancer'] : ListenerRule['listener'],
): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const resource of resources) {
    const owners = new Set(topology.resolve(owner(resource)).flatMap(({ value }) => identityOf(value) ?? []));
    for (const key of owners) groups.set(key, [...(groups.get(key) ?? []), resource]);
  }
  return groups;
}
