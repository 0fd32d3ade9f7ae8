import { copyOf, fn, getAtt, property, references, resolveAlias, type Fragment, type Node } from '../../template/index';
import {
  identified,
  keyOf,
  soleOf,
  type Assumptions,
  type LoadBalancer,
  type SecurityGroup,
  type Topology,
  type Value,
} from '../../topology/index';
import { existsWhen, isNode } from './branches';
import type { Home } from './links';
import type { BridgePlan } from './plan-bridge';
import type { AlbPart } from './targets';

/** The subnets for a V2 link: those of the ALB, which can reach it by the VPC's own routes. Else those of the NLB. */
export function subnetsFor(topology: Topology, plan: BridgePlan, home: Home): Fragment | undefined {
  const balancers = [...plan.targets.flatMap(({ alb }) => alb.resource ?? []), plan.nlb];
  for (const balancer of balancers) {
    const found = subnetsOf(topology, balancer, home);
    if (found) return found;
  }
  return undefined;
}

/** The subnets of one balancer, as they can be written at home. */
export function subnetsOf(topology: Topology, balancer: LoadBalancer, home: Home): Fragment | undefined {
  if (balancer.uri !== home.document.uri) return undefined;
  const subnets = balancer.properties && property(balancer.properties, 'Subnets');
  if (subnets && isThere(topology, subnets, home)) return copyOf(subnets);
  const mapped = balancer.subnetMappings;
  if (!mapped || mapped.items.length === 0 || mapped.unknown || mapped.reference) return undefined;
  const ids = mapped.items.flatMap(({ value, when }) =>
    when.length === 0 && isNode(value.at) && isThere(topology, value.at, home) ? [value.at] : [],
  );
  return ids.length === mapped.items.length ? ids.map(copyOf) : undefined;
}

/** The VPC, as the target groups of the bridge or the ALB's own parts write it. */
export function vpcFor(topology: Topology, plan: BridgePlan, home: Home): Fragment | undefined {
  const { uri } = home.document;
  const groups = plan.integrations.map(({ leg }) => leg.group);
  const securityGroups = plan.targets.flatMap(({ alb }) => ownGroups(topology, alb.resource));
  const others = topology.ofKind('target-group').filter((group) => group.uri === uri && !groups.includes(group));
  for (const holder of [...groups, ...securityGroups, ...others]) {
    const vpc = holder.uri === uri && holder.properties ? property(holder.properties, 'VpcId') : undefined;
    if (vpc && isThere(topology, vpc, home)) return copyOf(vpc);
  }
  return undefined;
}

/** True when everything that a value names is there wherever the parts at home are. */
function isThere(topology: Topology, node: Node, home: Home): boolean {
  const { uri } = home.document;
  return references(node.section as Parameters<typeof references>[0])
    .filter(({ at }) => node.start <= at.start && at.end <= node.end)
    .every(({ name }) => {
      const resource = topology.find(uri, name);
      return !resource || existsWhen(topology, resource, home.when);
    });
}

/** A security group of an ALB, as it can be named. */
export interface AlbGroup {
  /** Equal for equal groups. */
  readonly key: string;
  readonly id: Fragment;
  readonly resource: SecurityGroup | undefined;
}

/**
 * The group of an ALB that is to let the link in: one rule is enough, for a balancer admits what any of its groups
 * admits. A group of the same file is preferred to one that others may manage. `undefined` where none can be named.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
 */
export function groupToOpen(
  topology: Topology,
  plan: BridgePlan,
  { resource, name, identity }: AlbPart,
  home: Home,
): AlbGroup | undefined {
  const { uri } = home.document;
  if (!resource) {
    const words = `A security group of ${name.replaceAll('"', '')}, which lets the VPC link V2 in`;
    const { fragment, name: parameter } = plan.ask(
      uri,
      'AlbSecurityGroup',
      'AWS::EC2::SecurityGroup::Id',
      words,
      identity,
    );
    return { key: `parameter ${parameter}`, id: fragment, resource: undefined };
  }
  if (resource.uri !== uri) return undefined;
  const list = resource.securityGroups;
  const items = (list?.items ?? []).flatMap(({ value, when }): readonly AlbGroup[] => {
    if (!isAlways(topology, when, home)) return [];
    const group = identified(soleOf(topology.resolve(value)));
    // `GetAtt Group.GroupId` is right for groups with and without a VPC, `Ref` only for those in one.
    if (group?.kind === 'security-group' && group.uri === resource.uri)
      return existsWhen(topology, group, home.when)
        ? [{ key: keyOf(group), id: getAtt(group.logicalId, 'GroupId'), resource: group }]
        : [];
    if (!isNode(value.at) || !isThere(topology, value.at, home)) return [];
    const known = group?.kind === 'security-group' ? group : undefined;
    return [{ key: known ? keyOf(known) : textOf(value.at), id: copyOf(value.at), resource: known }];
  });
  const own = items.find((item) => item.resource?.uri === uri);
  if (own ?? items[0]) return own ?? items[0];
  const whole = resolveAlias(resource.properties && property(resource.properties, 'SecurityGroups'));
  if (list?.reference && whole && isThere(topology, whole, home))
    return { key: `first of ${textOf(whole)}`, id: fn('Fn::Select', [0, copyOf(whole)]), resource: undefined };
  return undefined;
}

function textOf({ section, start, end }: Node): string {
  return section.text.slice(start, end);
}

function isAlways(topology: Topology, when: Assumptions, home: Home): boolean {
  return when.every(
    ({ uri, condition, holds }) => topology.both(home.when, [{ uri, condition, holds: !holds }]) === undefined,
  );
}

/** The security groups of a balancer that are at hand. */
export function ownGroups(topology: Topology, balancer: LoadBalancer | undefined): readonly SecurityGroup[] {
  return (balancer?.securityGroups?.items ?? []).flatMap(({ value }: { value: Value<string> }) => {
    const group = identified(soleOf(topology.resolve(value)));
    return group?.kind === 'security-group' ? [group] : [];
  });
}
