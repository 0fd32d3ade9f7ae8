import {
  identified,
  keyOf,
  numberOf,
  soleOf,
  stringOf,
  type Assumptions,
  type SecurityGroup,
  type SecurityGroupRule,
  type Topology,
  type Value,
} from '../index';
import { isWhole } from './whole-template';

/** A rule of a security group, as far as it is told. */
export interface KnownRule {
  readonly rule: SecurityGroupRule;
  /** True when the rule lets TCP traffic to the port through, or may do so. */
  mayReach(port: number): boolean;
}

/**
 * The rules of a group in one direction where `when` holds, inline ones and those of their own. `undefined` where rules
 * may be missing, and for the egress of a group that says nothing about it, which lets all traffic out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
export function knownRules(
  topology: Topology,
  group: SecurityGroup,
  direction: 'ingress' | 'egress',
  when: Assumptions,
): readonly KnownRule[] | undefined {
  if (when.length > 0) return readRules(topology, group, direction, when);
  // Many services share a group, and most stand under no condition.
  const known = unconditional.get(topology) ?? new Map<string, readonly KnownRule[] | undefined>();
  unconditional.set(topology, known);
  const key = `${direction} ${keyOf(group)}`;
  if (!known.has(key)) known.set(key, readRules(topology, group, direction, when));
  return known.get(key);
}

const unconditional = new WeakMap<Topology, Map<string, readonly KnownRule[] | undefined>>();

function readRules(
  topology: Topology,
  group: SecurityGroup,
  direction: 'ingress' | 'egress',
  when: Assumptions,
): readonly KnownRule[] | undefined {
  const inline = direction === 'ingress' ? group.ingress : group.egress;
  if (!isWhole(topology, group.uri) || inline?.unknown || inline?.reference) return undefined;
  if (direction === 'egress' && !inline) return undefined;
  const own = ownRules(topology);
  if (own.stray[direction]) return undefined;
  const standing = (own.byGroup.get(group) ?? []).filter(({ rule }) => rule.direction === direction);
  return [...(inline?.items ?? []).map(({ value, when: then }) => ({ rule: value, when: then })), ...standing]
    .filter((item) => topology.both(when, item.when))
    .map(({ rule }) => ({ rule, mayReach: (port) => reaches(topology, rule, port) }));
}

function reaches(topology: Topology, { protocol, fromPort, toPort }: SecurityGroupRule, port: number): boolean {
  const name = told(topology, protocol);
  // All protocols, or one that is not told.
  if (name === undefined || name === '-1' || name === 'all') return true;
  if (name !== 'tcp' && name !== '6') return false;
  const [from, to] = [numberTold(topology, fromPort), numberTold(topology, toPort)];
  if ((fromPort && from === undefined) || (toPort && to === undefined)) return true;
  if (from === -1 || to === -1) return true;
  return port >= (from ?? 0) && port <= (to ?? from ?? 65535);
}

function told(topology: Topology, value: Value<string> | undefined): string | undefined {
  return stringOf(soleOf(topology.resolve(value)))?.toLowerCase();
}

function numberTold(topology: Topology, value: Value<number> | undefined): number | undefined {
  return numberOf(soleOf(topology.resolve(value)));
}

interface OwnRules {
  readonly byGroup: ReadonlyMap<
    SecurityGroup,
    readonly { readonly rule: SecurityGroupRule; readonly when: Assumptions }[]
  >;
  /** True when a rule belongs to a group that cannot be told, so that it may be any. */
  readonly stray: Readonly<Record<'ingress' | 'egress', boolean>>;
}

const cache = new WeakMap<Topology, OwnRules>();

function ownRules(topology: Topology): OwnRules {
  const known = cache.get(topology);
  if (known) return known;
  const byGroup = new Map<SecurityGroup, { rule: SecurityGroupRule; when: Assumptions }[]>();
  const stray = { ingress: false, egress: false };
  for (const resource of topology.ofKind('security-group-rule')) {
    const present = topology.whenPresent(resource);
    for (const { value, when } of topology.resolve(resource.owner)) {
      const group = identified(value);
      const together = topology.both(present, when);
      if (value.kind === 'unknown') stray[resource.rule.direction] = true;
      if (group?.kind !== 'security-group' || !together) continue;
      const rules = byGroup.get(group) ?? [];
      rules.push({ rule: resource.rule, when: together });
      byGroup.set(group, rules);
    }
  }
  const own = { byGroup, stray };
  cache.set(topology, own);
  return own;
}
