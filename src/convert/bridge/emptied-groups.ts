import { identified, soleOf, type Resource, type SecurityGroup, type Topology } from '../../topology/index';
import type { Removal } from './removal';
import { usedBy, usesElsewhere } from './uses-elsewhere';

/** A security group in which nothing is left once NLBs are gone. */
export interface EmptiedGroup {
  readonly group: SecurityGroup;
  /** The group with its rules, or nothing where others name it. */
  readonly resources: readonly Resource[];
  /** The groups of changes that remove its NLBs: all of them have to be made. */
  readonly removedBy: readonly string[];
  /** Why it stays, where it does. */
  readonly note: string | undefined;
}

/** The security groups of removed NLBs, and the rules on them or from them, that nothing but these NLBs used. */
export function emptiedGroups(
  topology: Topology,
  gone: readonly { readonly removal: Removal; readonly removed: readonly Resource[] }[],
): readonly EmptiedGroup[] {
  const users = new Map<SecurityGroup, Removal[]>();
  for (const { removal } of gone) {
    for (const { value } of topology.resolveList(removal.nlb.securityGroups).items) {
      const group = identified(value);
      if (group?.kind !== 'security-group' || group.uri !== removal.nlb.uri) continue;
      const known = users.get(group) ?? [];
      if (!known.includes(removal)) users.set(group, [...known, removal]);
    }
  }
  const replaced = gone.flatMap(({ removal }) => removal.replaced);
  return [...users].flatMap(([group, removals]): readonly EmptiedGroup[] => {
    const rules = topology.ofKind('security-group-rule').filter(({ owner, rule, uri }) => {
      const sides = [owner, rule.group].map((side) => identified(soleOf(topology.resolve(side))));
      return uri === group.uri && sides.includes(group);
    });
    const together = new Set([...gone.flatMap(({ removed }) => removed), group, ...rules]);
    const uses = [group, ...rules].flatMap((part) => usesElsewhere(topology, part, together, replaced));
    const removedBy = removals.map((removal) => removal.group);
    if (uses.length === 0) return [{ group, resources: [group, ...rules], removedBy, note: undefined }];
    // Others that are in the group need no word; rules that only name it do.
    const owners = uses.map(({ owner }) => topology.find(group.uri, owner)?.kind);
    if (!owners.every((kind) => kind === 'security-group' || kind === 'security-group-rule')) return [];
    const note = `"${group.logicalId}" stays, though nothing is in it any more: ${usedBy(uses)}.`;
    return [{ group, resources: [], removedBy, note }];
  });
}
