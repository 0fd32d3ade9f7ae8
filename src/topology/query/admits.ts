import { identified, type Assumptions, type List, type SecurityGroup, type Topology, type Value } from '../index';
import { knownIdentity } from './identity';
import { knownRules, type KnownRule } from './security-rules';

/** The security groups of one end of a connection. */
export interface Groups {
  readonly groups: readonly SecurityGroup[];
  /** All identities, those of groups of other templates included; `undefined` where some are not told. */
  readonly identities: ReadonlySet<string> | undefined;
  /** True when every group is of this set. */
  readonly known: boolean;
}

const cache = new WeakMap<Topology, Map<unknown, Groups>>();

/** Reads a list of security groups where `when` holds. */
export function groupsOf(topology: Topology, list: List<Value<string>> | undefined, when: Assumptions): Groups {
  if (when.length > 0) return readGroups(topology, list, when);
  let ofTopology = cache.get(topology);
  if (!ofTopology) cache.set(topology, (ofTopology = new Map<unknown, Groups>()));
  let groups = ofTopology.get(list);
  if (!groups) ofTopology.set(list, (groups = readGroups(topology, list, when)));
  return groups;
}

function readGroups(topology: Topology, list: List<Value<string>> | undefined, when: Assumptions): Groups {
  const { items, complete } = topology.resolveList(list);
  const present = items.filter((item) => topology.both(when, item.when));
  const found = present.map(({ value }) => identified(value));
  const groups = found.filter((resource) => resource?.kind === 'security-group');
  const identities = present.map(({ value }) => knownIdentity(value));
  return {
    groups,
    identities: complete && identities.every((identity) => identity !== undefined) ? new Set(identities) : undefined,
    known: complete && groups.length === present.length && groups.length > 0,
  };
}

/**
 * True when no rule of the groups of one end lets TCP traffic to the port through to or from the other end, for certain.
 * A rule for addresses may fit, because the addresses are not known; a rule for groups fits those of the other end.
 */
export function blocks(
  topology: Topology,
  direction: 'ingress' | 'egress',
  here: Groups,
  there: Groups,
  port: number,
  when: Assumptions,
): boolean {
  if (!here.known) return false;
  return here.groups.every((group) => {
    const rules = knownRules(topology, group, direction, when);
    return rules !== undefined && !rules.some((rule) => rule.mayReach(port) && mayFit(topology, rule, there));
  });
}

/** Addresses that are nobody's: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
const nobody = ['127.0.0.1/32', '255.255.255.255/32'];

function mayFit(topology: Topology, { rule }: KnownRule, there: Groups): boolean {
  if (rule.group === undefined) return !(rule.cidr?.kind === 'literal' && nobody.includes(rule.cidr.value));
  if (there.identities === undefined) return true;
  return topology.resolve(rule.group).some(({ value }) => {
    const identity = knownIdentity(value);
    // A group of another template may be any of those that are not of this one.
    return identity === undefined || there.identities!.has(identity) || (!identified(value) && !there.known);
  });
}
