import type { SimulationView } from '../../service';
import type { Location } from '../../text/index';
import type { Workspace } from '../workspace';

/** Where the decision of each hop stands: the property that decided, else the resource itself. */
export function placesOf(
  { trace, locations }: SimulationView,
  start: string,
  { service }: Workspace,
): readonly (Location | undefined)[] {
  const byId = new Map(service.topology(start).nodes.map(({ logicalId, location }) => [logicalId, location]));
  return trace.hops.map(({ logicalId }, index) => locations[index] ?? byId.get(logicalId));
}
