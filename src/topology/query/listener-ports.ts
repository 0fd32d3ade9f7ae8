import {
  keyOf,
  listenersOf,
  numberOf,
  type Assumptions,
  type Listener,
  type LoadBalancer,
  type Topology,
} from '../index';
import { isHandedOut } from './handed-out';
import { outcomesUnder } from './under';
import { isWhole } from './whole-template';

/** A port that a balancer listens on. */
export interface ListenerPort {
  readonly listener: Listener;
  readonly port: number;
  readonly when: Assumptions;
}

/**
 * All ports that a balancer may listen on where `when` holds; `undefined` where listeners may be missing: a port is
 * not told, the balancer is handed out to other templates, a listener belongs to an unknown balancer, or there is no
 * listener at all, in which case they are certainly somewhere else.
 */
export function listenerPorts(
  topology: Topology,
  balancer: LoadBalancer,
  when: Assumptions,
): readonly ListenerPort[] | undefined {
  const listeners = listenersOf(topology, keyOf(balancer));
  if (listeners.length === 0 || isHandedOut(topology, balancer) || !isWhole(topology, balancer.uri)) return undefined;
  if (hasStrayListener(topology)) return undefined;
  const ports: ListenerPort[] = [];
  for (const listener of listeners) {
    const present = topology.both(when, topology.whenPresent(listener));
    if (!present) continue;
    for (const outcome of outcomesUnder(topology, listener.port, present)) {
      const port = numberOf(outcome.value);
      if (port === undefined) return undefined;
      ports.push({ listener, port, when: outcome.when });
    }
  }
  return ports;
}

const strays = new WeakMap<Topology, boolean>();

/** True when a listener's balancer cannot be told, so that it may be any. */
function hasStrayListener(topology: Topology): boolean {
  let stray = strays.get(topology);
  if (stray === undefined) {
    stray = topology
      .ofKind('listener')
      .some((listener) => topology.resolve(listener.loadBalancer).some(({ value }) => value.kind === 'unknown'));
    strays.set(topology, stray);
  }
  return stray;
}
