import type { SecurityRuleModel, World } from '../../simulate/index';
import type { Describe, Side } from './model';
import { partsOf } from './parts';
import { unique } from './words';

const nlbGroups = {
  title: 'Update the security groups for your Network Load Balancer',
  url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html',
};
const privateIntegrations = {
  title: 'VPC links V2',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html',
};

/** Which groups guard the way, who can knock at which listener, and which rules the way needs to stay open. */
export const security: Describe = (side) => {
  const { links, nlbs, albs } = partsOf(side);
  const balancers = [...nlbs, ...albs];
  const listeners = balancers.flatMap(({ logicalId, scheme, listeners: own }) =>
    own.map(({ port, protocol }) => ({
      listener: `${logicalId}:${port}`,
      protocol,
      scheme: scheme ?? schemeOf(logicalId, side),
    })),
  );
  const ofLinks = links.flatMap((link) => (link.version === 'V2' ? (link.securityGroups ?? []) : []));
  const groups = unique([...ofLinks, ...balancers.flatMap(({ securityGroups }) => securityGroups ?? [])]).map((key) =>
    nameOf(key, side.world),
  );
  const openNlbs = nlbs.filter(({ securityGroups }) => securityGroups?.length === 0);
  const openLinks = links.filter((link) => link.version === 'V2' && !link.securityGroups);
  const rules = rulesToKeep(side);
  return {
    text: [
      groups.length === 0
        ? 'no security groups in sight'
        : `security groups ${groups.map((group) => `"${group}"`).join(', ')}`,
      `listeners ${listeners.map(({ listener, protocol, scheme }) => `${listener} ${protocol} ${scheme}`).join(', ') || 'none'}`,
      ...openNlbs.map(({ logicalId }) => `"${logicalId}" has no security group, so it lets everything in`),
      ...openLinks.map(({ logicalId }) => `"${logicalId}" names no security group`),
      ...(rules.length > 0 ? [`rules to keep: ${rules.join(', ')}`] : []),
    ].join('; '),
    figures: {
      securityGroups: groups,
      listeners,
      internetFacing: listeners.filter(({ scheme }) => scheme === 'internet-facing').length,
      rulesToKeep: rules,
    },
    sources: [
      ...(nlbs.length > 0 ? [nlbGroups] : []),
      ...(links.some(({ version }) => version === 'V2') ? [privateIntegrations] : []),
    ],
  };
};

/**
 * Without the property a balancer faces the internet; one that is written but decided at deployment is not known.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html
 */
function schemeOf(logicalId: string, { topology }: Side): string {
  const balancer = topology.ofKind('load-balancer').find((each) => each.logicalId === logicalId);
  return balancer && !balancer.scheme ? 'internet-facing' : 'of a scheme that is decided at deployment';
}

/** Ingress on the listeners of the ALBs: without it, nothing from the link or the NLB gets in. */
function rulesToKeep(side: Side): readonly string[] {
  return unique(
    partsOf(side).albs.flatMap(({ securityGroups, listeners }) =>
      (securityGroups ?? []).flatMap((key) => {
        const group = side.world.securityGroups[key];
        const needed = (group?.ingress ?? []).filter((rule) => listeners.some(({ port }) => covers(rule, port)));
        return needed.map(
          (rule) => `"${group?.logicalId ?? key}" lets ${sourceOf(rule, side.world)} in on ${portsOf(rule)}`,
        );
      }),
    ),
  );
}

function covers({ protocol, fromPort, toPort }: SecurityRuleModel, port: number): boolean {
  if (protocol === '-1') return true;
  return protocol === 'tcp' || protocol === '6' ? (fromPort ?? 0) <= port && port <= (toPort ?? 65535) : false;
}

function sourceOf({ cidr, securityGroup, unresolved }: SecurityRuleModel, world: World): string {
  if (securityGroup !== undefined) return `"${nameOf(securityGroup, world)}"`;
  return cidr ?? unresolved ?? 'anything';
}

function portsOf({ protocol, fromPort, toPort }: SecurityRuleModel): string {
  if (protocol === '-1' || fromPort === undefined) return 'every port';
  return fromPort === toPort || toPort === undefined ? `port ${fromPort}` : `ports ${fromPort} to ${toPort}`;
}

function nameOf(key: string, { securityGroups }: World): string {
  return securityGroups[key]?.logicalId ?? key;
}
