import type { BlockedConnection } from '../../convert/find/blocked-connections';
import type { Report } from '../rule';
import { methodName } from './method-name';
import { quoted } from './words';

/** What is told of a connection that security groups block: what rule to add, and what stands at the other end. */
export function blockedFinding(
  { from, to, port, direction, blocker, blockerGroups: { groups }, method }: BlockedConnection,
  { add, otherEnd }: { readonly add: string; readonly otherEnd: string },
): Report {
  const [way, other] = direction === 'egress' ? ['out', to] : ['in', from];
  const where = method ? `, where ${methodName(method)} goes` : '';
  return {
    at: blocker.at,
    message: `No rule of ${quoted(groups.map(({ logicalId }) => logicalId))} lets "${from.logicalId}" ${way} to "${to.logicalId}" at port ${port}${where}: add ${add}`,
    logicalId: blocker.logicalId,
    related: [
      { at: other.at, message: otherEnd },
      ...groups.map((group) => ({ at: group.at, message: 'A security group that blocks' })),
    ],
  };
}
