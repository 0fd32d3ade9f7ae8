import type { Span } from '../../text/index';
import { loopName, type Topology } from '../../topology/index';
import type { Blocked, Change } from '../step';

/** A change of what a loop makes, which would change all that it makes; `undefined` for any other change. */
export function blockedByLoop(topology: Topology, { at, logicalId, group }: Change): Blocked | undefined {
  const loop = loopAround(topology, at);
  if (loop === undefined) return undefined;
  const reason = `"${logicalId}" comes from the loop ${loop}, where a change applies to all that it makes: write it out as a resource of its own first`;
  return { kind: 'blocked', at, logicalId, reason, ...(group === undefined ? {} : { group }) };
}

function loopAround(topology: Topology, { section, start, end }: Span): string | undefined {
  const loop = topology
    .document(section.uri)
    ?.entries('Resources')
    .find(
      (entry) => loopName(entry) !== undefined && entry.section === section && entry.start <= start && end <= entry.end,
    );
  return loop && loopName(loop);
}
