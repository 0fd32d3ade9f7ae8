/** Whether security groups let a connection through. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
import type { SecurityGroupModel, SecurityRuleModel, SourceSpan, World } from '../model';
import { find } from '../lookup';
import type { MissingRule } from '../trace';
import { cidrContains, cidrsOverlap } from './address';

/** One side of a connection. */
export interface Endpoint {
  /** How the sentence calls it, e.g. `the link "Link"`. */
  readonly name: string;
  /** Keys of its groups; absent: unknown. */
  readonly securityGroups?: readonly string[];
  /** Addresses or CIDR blocks it may have; empty: unknown. */
  readonly addresses: readonly string[];
}

/** A connection that the groups stop, with the rule that is missing. */
export interface Block {
  readonly why: string;
  readonly missing: MissingRule;
  readonly at?: SourceSpan;
}

/** Checks egress of `from` and ingress of `to` for TCP on `port`; undefined when both let it pass or are unknown. */
export function blockedBy(world: World, from: Endpoint, to: Endpoint, port: number): Block | undefined {
  return blockedOneWay(world, 'egress', from, to, port) ?? blockedOneWay(world, 'ingress', to, from, port);
}

/** Checks only what `to` lets in. */
export function blockedAtEntry(world: World, from: Endpoint, to: Endpoint, port: number): Block | undefined {
  return blockedOneWay(world, 'ingress', to, from, port);
}

function blockedOneWay(
  world: World,
  direction: 'ingress' | 'egress',
  owner: Endpoint,
  other: Endpoint,
  port: number,
): Block | undefined {
  const groups = knownGroups(world, owner);
  if (groups === undefined) return undefined;
  const rules = groups.flatMap((group) => group[direction]);
  if (rules.some((rule) => coversPort(rule, port) && coversPeer(world, rule, other))) return undefined;
  const first = groups[0];
  const peer = other.securityGroups?.[0] ?? other.addresses[0] ?? 'any address';
  const names = groups.map(({ logicalId }) => `"${logicalId}"`).join(', ');
  return {
    why:
      direction === 'ingress'
        ? `${owner.name} is behind ${names}, which has no ingress rule for TCP ${port} from ${other.name} (${peer}).`
        : `${owner.name} uses ${names}, which has no egress rule for TCP ${port} to ${other.name} (${peer}).`,
    missing: { direction, group: first?.logicalId ?? '', protocol: 'tcp', port, peer },
    ...(first?.at ? { at: first.at } : {}),
  };
}

/** Undefined when one group at least is unknown, or there are none to check. */
function knownGroups(world: World, owner: Endpoint): readonly SecurityGroupModel[] | undefined {
  if (!owner.securityGroups || owner.securityGroups.length === 0) return undefined;
  const groups: SecurityGroupModel[] = [];
  for (const key of owner.securityGroups) {
    const group = find(world.securityGroups, key);
    if (!group) return undefined;
    groups.push(group);
  }
  return groups;
}

function coversPort(rule: SecurityRuleModel, port: number): boolean {
  if (rule.protocol === '-1' || rule.protocol === 'all') return true;
  if (rule.protocol !== 'tcp' && rule.protocol !== '6') return false;
  return (rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? rule.fromPort ?? 65535);
}

function coversPeer(world: World, rule: SecurityRuleModel, other: Endpoint): boolean {
  if (rule.unresolved !== undefined) return true;
  if (rule.securityGroup !== undefined) {
    const wanted = find(world.securityGroups, rule.securityGroup);
    // Unknown on either side: it may well be the one.
    if (!wanted || other.securityGroups === undefined) return true;
    return other.securityGroups.some((key) => find(world.securityGroups, key) === wanted);
  }
  const { cidr } = rule;
  if (cidr === undefined) return true;
  if (other.addresses.length === 0) return true;
  return other.addresses.some((address) => cidrContains(cidr, address) || cidrsOverlap(cidr, address));
}
