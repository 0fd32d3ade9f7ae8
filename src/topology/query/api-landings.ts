import { keyOf, type Assumptions, type Listener, type PrivateIntegration, type Topology } from '../index';
import { backendRequest, type BackendRequest } from './backend-request';
import { landings, soleLanding, type Landing } from './landing';
import { listenersAt, reachedAlbs, type ReachedAlb } from './reached-albs';

/** Where the requests of an integration end on the ALB. */
export interface ApiLanding {
  readonly integration: PrivateIntegration;
  readonly reached: ReachedAlb;
  readonly listener: Listener;
  readonly request: BackendRequest;
  readonly when: Assumptions;
  /** `undefined` where not all rules of the listener are at hand. */
  readonly landings: readonly Landing[] | undefined;
}

const cache = new WeakMap<Topology, readonly ApiLanding[]>();

/** Every private integration with the listeners of an ALB that it reaches. */
export function apiLandings(topology: Topology): readonly ApiLanding[] {
  let found = cache.get(topology);
  if (!found) {
    found = reachedAlbs(topology).flatMap((reached) => {
      const { integration, alb, port, when } = reached;
      const request = backendRequest(topology, integration);
      if (!request) return [];
      return listenersAt(topology, alb, port, when).map(({ listener, when: listening }): ApiLanding => ({
        integration,
        reached,
        listener,
        request,
        when: listening,
        landings: landings(topology, listener, request, listening),
      }));
    });
    cache.set(topology, found);
  }
  return found;
}

/** Where all the requests of an integration end. */
export interface SoleLanding extends Omit<ApiLanding, 'landings'> {
  readonly landing: Landing;
}

/**
 * The integrations whose requests all end at one place of a listener. One that ends there with each of several `Uri`s,
 * as with `Fn::If`, comes once, and its `when` is then that of its method.
 */
export function soleLandings(topology: Topology): readonly SoleLanding[] {
  const found = new Map<string, SoleLanding>();
  for (const { landings: places, ...rest } of apiLandings(topology)) {
    const landing = soleLanding(places);
    if (!landing) continue;
    const { method } = rest.integration;
    const { section, start } = method.at;
    const key = [section.uri, method.owner.logicalId, start, keyOf(rest.listener), landing.rule?.logicalId].join(' ');
    const known = found.get(key);
    found.set(key, known ? { ...known, when: method.when } : { ...rest, landing });
  }
  return [...found.values()];
}
