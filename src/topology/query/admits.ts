import {
  identified,
  soleOf,
  stringOf,
  type Assumptions,
  type List,
  type SecurityGroup,
  type Topology,
  type Value,
} from '../index';
import { mayOverlap } from './cidr';
import { knownIdentity } from './identity';
import { knownRules, type KnownRule } from './security-rules';
import { stringProperty } from './typed';

/** The security groups of one end of a connection. */
export interface Groups {
  readonly groups: readonly SecurityGroup[];
  /** All identities, those of groups of other templates included; `undefined` where some are not told. */
  readonly identities: ReadonlySet<string> | undefined;
  /** True when every group is of this set. */
  readonly known: boolean;
  /** The addresses that this end may have; `undefined` where they are not told. */
  readonly ranges?: readonly string[] | undefined;
}

/** The same end with the addresses of its subnets, where all subnets are of this set and say them. */
export function withSubnets(topology: Topology, groups: Groups, subnets: List<Value<string>> | undefined): Groups {
  const known = located.get(groups);
  if (known && known.subnets === subnets) return known.groups;
  const found = locate(topology, groups, subnets);
  located.set(groups, { subnets, groups: found });
  return found;
}

/** Many services hang on one load balancer. */
const located = new WeakMap<Groups, { readonly subnets: unknown; readonly groups: Groups }>();

function locate(topology: Topology, groups: Groups, subnets: List<Value<string>> | undefined): Groups {
  const { items, complete } = topology.resolveList(subnets);
  const ranges = items.map(({ value }) => {
    const subnet = identified(value);
    if (subnet?.type !== 'AWS::EC2::Subnet') return undefined;
    return stringOf(soleOf(topology.resolve(stringProperty(subnet, 'CidrBlock'))));
  });
  const isTold = complete && ranges.length > 0 && ranges.every((range) => range !== undefined);
  return isTold ? { ...groups, ranges } : groups;
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

/** False only where the rule names addresses and the other end has others. */
function mayHoldAddress(topology: Topology, { cidr }: KnownRule['rule'], { ranges }: Groups): boolean {
  const named = stringOf(soleOf(topology.resolve(cidr)));
  if (named === undefined) return true;
  return !nobody.includes(named) && (!ranges || ranges.some((range) => mayOverlap(named, range)));
}

/** Addresses that are nobody's: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
const nobody = ['127.0.0.1/32', '255.255.255.255/32'];

function mayFit(topology: Topology, { rule }: KnownRule, there: Groups): boolean {
  if (rule.group === undefined) return mayHoldAddress(topology, rule, there);
  if (there.identities === undefined) return true;
  return topology.resolve(rule.group).some(({ value }) => {
    const identity = knownIdentity(value);
    // A group of another template may be any of those that are not of this one.
    return identity === undefined || there.identities!.has(identity) || (!identified(value) && !there.known);
  });
}
