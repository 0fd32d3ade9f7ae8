import { find } from '../simulate/lookup';
import type { World } from '../simulate/index';
import type { UserTarget } from './live-world';

/** What answers for a target group, or for a host that an integration calls over the internet. */
export interface ServedTarget {
  readonly name: string;
  /** The user's own processes; none where the built-in target answers. */
  readonly urls: readonly string[];
}

/** Every target group that a request can end at, and every host that the user named. */
export function servedTargets({ targetGroups }: World, targets: readonly UserTarget[]): readonly ServedTarget[] {
  const groups = Object.values(targetGroups).filter(({ type }) => type !== 'alb');
  const urlsOf = (isMeant: (target: UserTarget) => boolean): readonly string[] =>
    targets.filter(isMeant).map(({ url }) => url.origin);
  const hosts = targets.map(({ group }) => group).filter((name) => !find(targetGroups, name));
  return [
    ...groups.map((one) => ({
      name: one.logicalId,
      urls: urlsOf(({ group }) => find(targetGroups, group) === one),
    })),
    ...[...new Set(hosts)].map((host) => ({ name: host, urls: urlsOf(({ group }) => group === host) })),
  ];
}
