import type { RouteView, SimulationView } from '../service-types';
import { simulate, type SimOptions, type SimRequest } from '../simulate/index';
import { toWorld } from '../simulate/world';
import type { Topology } from '../topology/index';

/** Sends one request down the path that the topology describes. */
export function simulateRequest(topology: Topology, request: SimRequest, options: SimOptions): SimulationView {
  const { world, assumptions } = toWorld(topology);
  const trace = simulate(world, request, options);
  return {
    trace,
    locations: trace.hops.map((hop) => hop.at && topology.locate(hop.at)),
    assumptions,
  };
}

/** Every route of every API and stage, ready to be offered. */
export function routesOf(topology: Topology): readonly RouteView[] {
  const { world } = toWorld(topology);
  return Object.values(world.gateways).flatMap((gateway) =>
    gateway.stages.flatMap((stage) =>
      gateway.resources.flatMap((resource) =>
        Object.entries(resource.methods).map(([method, { at }]): RouteView => ({
          method,
          path: `/${stage.name}${resource.path}`,
          api: gateway.logicalId,
          stage: stage.name,
          location: at && topology.locate(at),
        })),
      ),
    ),
  );
}
