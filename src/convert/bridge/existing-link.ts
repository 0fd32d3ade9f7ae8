import { property, type Node } from '../../template/index';
import {
  identityOf,
  keyOf,
  privateIntegrations,
  soleOf,
  type List,
  type LoadBalancer,
  type SecurityGroup,
  type SecurityGroupRule,
  type Topology,
  type Value,
  type VpcLinkV2,
} from '../../topology/index';
import { blocks, groupsOf } from '../../topology/query/admits';
import { knownIdentity } from '../../topology/query/identity';
import { coversPort, isFromEverywhere } from './admission';
import { existsWhen } from './branches';
import type { Home } from './links';
import type { WrittenPort } from './port';
import type { TargetPlan } from './targets';

/**
 * A V2 link that stands at home already and surely reaches every target on its ports: one link serves several APIs, and
 * there may be only 10 per Region. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
export function existingLink(topology: Topology, home: Home, targets: readonly TargetPlan[]): VpcLinkV2 | undefined {
  return topology
    .ofKind('vpc-link-v2')
    .filter((link) => link.uri === home.document.uri && existsWhen(topology, link, home.when))
    .find((link) =>
      targets.every(({ alb: { identity, resource }, ports }) =>
        ports.every(
          (port) =>
            isUsedFor(topology, link, identity, resource, port) ||
            (resource !== undefined && isMadeFor(topology, link, resource, port)),
        ),
      ),
    );
}

/** An integration in sight goes over the link to this ALB on this port, and no security group is known to block it. */
function isUsedFor(
  topology: Topology,
  link: VpcLinkV2,
  identity: string,
  alb: LoadBalancer | undefined,
  port: WrittenPort,
): boolean {
  const isUsed = privateIntegrations(topology).some(
    ({ links, target, uri }) =>
      identityOf(target) === identity &&
      uri?.portKey === port.key &&
      links.length === 1 &&
      identityOf(links[0]!.value) === keyOf(link),
  );
  if (!isUsed || !alb || port.number === undefined) return isUsed;
  const [from, to] = [groupsOf(topology, link.securityGroupIds, []), groupsOf(topology, alb.securityGroups, [])];
  return (
    !blocks(topology, 'egress', from, to, port.number, []) && !blocks(topology, 'ingress', to, from, port.number, [])
  );
}

/** The groups of the link let it out to the ALB, those of the ALB let it in, and both are in one VPC. */
function isMadeFor(topology: Topology, link: VpcLinkV2, alb: LoadBalancer, port: WrittenPort): boolean {
  const [own, theirs] = [groupIds(topology, link.securityGroupIds), groupIds(topology, alb.securityGroups)];
  const leads = (rule: SecurityGroupRule, to: ReadonlySet<string>): boolean => {
    const group = knownIdentity(soleOf(topology.resolve(rule.group)));
    return group !== undefined && to.has(group);
  };
  const fits = (rule: SecurityGroupRule, to: ReadonlySet<string>): boolean =>
    coversPort(topology, rule, port) && (leads(rule, to) || isFromEverywhere(topology, rule));
  const out = rulesFor(topology, own, 'egress');
  const isOut =
    out.some((rule) => fits(rule, theirs)) || groupsIn(topology, own).some((group) => letsAllOut(topology, group));
  const into = rulesFor(topology, theirs, 'ingress');
  const isIn = !alb.securityGroups || into.some((rule) => fits(rule, own));
  const isNear =
    out.some((rule) => leads(rule, theirs)) || into.some((rule) => leads(rule, own)) || sharesSubnets(link, alb);
  return isOut && isIn && isNear;
}

/** The identities of the groups that a list always holds. */
function groupIds(topology: Topology, list: List<Value<string>> | undefined): ReadonlySet<string> {
  const always = (list?.items ?? []).filter(({ when }) => when.length === 0);
  return new Set(always.flatMap(({ value }) => knownIdentity(soleOf(topology.resolve(value))) ?? []));
}

function groupsIn(topology: Topology, ids: ReadonlySet<string>): readonly SecurityGroup[] {
  return topology.ofKind('security-group').filter((group) => ids.has(keyOf(group)));
}

/** The rules that these groups always have, inline and of their own, also where a group itself is not at hand. */
function rulesFor(
  topology: Topology,
  ids: ReadonlySet<string>,
  direction: 'ingress' | 'egress',
): readonly SecurityGroupRule[] {
  const inline = groupsIn(topology, ids).flatMap((group) =>
    (group[direction]?.items ?? []).filter(({ when }) => when.length === 0).map(({ value }) => value),
  );
  const apart = topology.ofKind('security-group-rule').filter(({ rule, owner, condition }) => {
    const id = knownIdentity(soleOf(topology.resolve(owner)));
    return rule.direction === direction && !condition && id !== undefined && ids.has(id);
  });
  return [...inline, ...apart.map(({ rule }) => rule)];
}

/** A group without egress rules of any kind lets all traffic out. */
function letsAllOut(topology: Topology, group: SecurityGroup): boolean {
  return group.egress === undefined && rulesFor(topology, new Set([keyOf(group)]), 'egress').length === 0;
}

/** Both are put into the same subnets, as the template writes them. */
function sharesSubnets(link: VpcLinkV2, alb: LoadBalancer): boolean {
  const [own, theirs] = [subnetsText(link, 'SubnetIds'), subnetsText(alb, 'Subnets')];
  return own !== undefined && own === theirs && link.uri === alb.uri;
}

function subnetsText({ properties }: VpcLinkV2 | LoadBalancer, key: string): string | undefined {
  const node: Node | undefined = properties && property(properties, key);
  return node && node.section.text.slice(node.start, node.end);
}
