import type { Assumptions, Listener, PrivateIntegration, Topology } from '../index';
import { backendRequest, type BackendRequest } from './backend-request';
import { landings, type Landing } from './landing';
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
