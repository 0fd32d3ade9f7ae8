import {
  simulate,
  type AlbListenerModel,
  type MethodModel,
  type SimOptions,
  type SimRequest,
  type StageModel,
  type World,
} from '../../simulate/index';
import type { PathTemplate } from './backend-path';
import { backendPath } from './backend-path';

/** One method of one API in one stage, and the ALB listener that its requests come to, if any. */
export interface Route {
  readonly gateway: string;
  readonly stage: StageModel;
  /** Path of the resource, e.g. `/orders/{id}`. */
  readonly path: string;
  /** `ANY` or a method in upper case. */
  readonly methodKey: string;
  readonly method: MethodModel;
  /** Path that the backend sees, with a place for each parameter that the client fills; absent without a `Uri`. */
  readonly backend: PathTemplate | undefined;
}

/** What the requests of a proof are not about: who may call. */
export const letAllIn: SimOptions = { authorization: 'let-pass', apiKeys: 'let-pass', random: () => 0 };

/**
 * Every route of a world. Stages that only repeat another one (same variables, same resources) bring their first
 * method alone: it shows that the stage is there.
 */
export function routesOf(world: World): readonly Route[] {
  return Object.entries(world.gateways).flatMap(([gateway, model]) => {
    const seen = new Set<string>();
    return model.stages.flatMap((stage) => {
      const likeness = JSON.stringify(stage.variables ?? {});
      const isRepeated = !stage.resources && seen.has(likeness);
      seen.add(likeness);
      const routes = (stage.resources ?? model.resources).flatMap(({ path, methods }) =>
        Object.entries(methods).map(([methodKey, method]): Route => ({
          gateway,
          stage,
          path,
          methodKey,
          method,
          backend: backendPath(method, stage, path),
        })),
      );
      return isRepeated ? routes.slice(0, 1) : routes;
    });
  });
}

/**
 * Finds the ALB listener that decides about the requests of a route, by sending one of them. Routes over one link to
 * one address come to one listener, so each way is tried once.
 */
export function createListenerFinder(
  world: World,
): (route: Route, request: SimRequest) => AlbListenerModel | undefined {
  const known = new Map<string, AlbListenerModel | undefined>();
  return ({ stage, method: { integration } }, request) => {
    const address = /^https?:\/\/[^/?#]*/i.exec(integration?.uri ?? '')?.[0];
    const way = JSON.stringify([address, integration?.connectionId, integration?.integrationTarget, stage.variables]);
    if (!known.has(way)) known.set(way, listenerFor(world, request));
    return known.get(way);
  };
}

function listenerFor(world: World, request: SimRequest): AlbListenerModel | undefined {
  const hop = simulate(world, request, letAllIn).hops.find(
    ({ kind, facts }) => kind === 'alb' && facts?.listenerPort !== undefined,
  );
  const alb = hop && Object.values(world.albs).find(({ logicalId }) => logicalId === hop.logicalId);
  return alb?.listeners.find(({ port }) => port === hop?.facts?.listenerPort);
}
