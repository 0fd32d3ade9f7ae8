import type { Fragment } from '../../template/index';
import {
  balancerTypeOf,
  findBridges,
  forwardsOf,
  identified,
  identityOf,
  keyOf,
  listenersOf,
  possiblePrivateIntegrations,
  soleOf,
  targetTypeOf,
  type Deployment,
  type LoadBalancer,
  type PrivateIntegration,
  type Topology,
  type VpcLinkV1,
} from '../../topology/index';
import { apiOfPart } from '../../topology/query/api-of';
import type { Blocked } from '../step';
import { mentionsOf, type LinkMention } from './connection';
import { homeAt, type Home } from './links';
import { createNames } from './names';
import { subnetsOf } from './network';
import { nextId } from './renewal';

/** How a V1 link is replaced by a V2 link to the same NLB. */
export interface UpgradePlan {
  readonly link: VpcLinkV1;
  readonly nlb: LoadBalancer;
  readonly home: Home;
  readonly newLink: string;
  readonly newGroup: string;
  readonly ingress: (port: number) => string;
  readonly subnets: Fragment;
  readonly integrations: readonly {
    readonly integration: PrivateIntegration;
    readonly mentions: readonly LinkMention[];
  }[];
  readonly deployments: readonly { readonly deployment: Deployment; readonly newId: string }[];
}

/** Every V1 link in front of an NLB with targets of its own, or why one cannot be replaced. Bridges are left to others. */
export function planUpgrades(topology: Topology): readonly (UpgradePlan | Blocked)[] {
  const bridging = new Set(findBridges(topology).flatMap(({ links }) => links));
  const fresh = createNames(topology);
  return topology.ofKind('vpc-link-v1').flatMap((link): readonly (UpgradePlan | Blocked)[] => {
    const over = possiblePrivateIntegrations(topology).filter(({ links }) =>
      links.some(({ value }) => identityOf(value) === keyOf(link)),
    );
    if (bridging.has(link) || over.length === 0) return [];
    const plan = planUpgrade(topology, link, over, fresh);
    return [
      typeof plan === 'string' ? { kind: 'blocked', at: link.at, logicalId: link.logicalId, reason: plan } : plan,
    ];
  });
}

function planUpgrade(
  topology: Topology,
  link: VpcLinkV1,
  over: readonly PrivateIntegration[],
  fresh: (uri: string, base: string) => string,
): UpgradePlan | string {
  const targets = topology.resolveList(link.targetArns).items;
  const nlb = targets.length === 1 ? identified(targets[0]!.value) : undefined;
  if (nlb?.kind !== 'load-balancer' || nlb.uri !== link.uri)
    return 'its NLB belongs to another template, and with it the subnets that a V2 link needs';
  if (balancerTypeOf(topology, nlb) !== 'network' || !hasOwnTargets(topology, nlb))
    return `it is not known that "${nlb.logicalId}" leads to targets of type ip or instance`;
  const home = homeAt(topology, link);
  const subnets = subnetsOf(topology, nlb, home);
  if (!subnets) return `the subnets of "${nlb.logicalId}" are not written in this file, and a V2 link needs them`;
  const integrations: { integration: PrivateIntegration; mentions: readonly LinkMention[] }[] = [];
  for (const integration of over) {
    if (integration.integration.node.section.uri !== link.uri) return 'an integration over it stands in another file';
    const mentions = mentionsOf(topology, integration, [link]);
    if (typeof mentions === 'string') return mentions;
    if (mentions.some(({ node }) => node.section.uri !== link.uri))
      return 'a stage variable with it stands in another file';
    integrations.push({ integration, mentions });
  }
  const newLink = fresh(link.uri, `${link.logicalId}V2`);
  const apis = new Set(over.map(({ method }) => method.api));
  const plan: UpgradePlan = {
    link,
    nlb,
    home,
    newLink,
    newGroup: fresh(link.uri, `${newLink}SecurityGroup`),
    ingress: (port) => `${newLink}IngressPort${port}`,
    subnets,
    integrations,
    deployments: topology
      .ofKind('deployment')
      .filter((deployment) => deployment.uri === link.uri && apis.has(apiOfPart(topology, deployment)))
      .map((deployment) => ({ deployment, newId: fresh(deployment.uri, nextId(deployment.logicalId)) })),
  };
  return plan;
}

/** True when every listener is known to lead to groups of type `ip` or `instance`. */
function hasOwnTargets(topology: Topology, nlb: LoadBalancer): boolean {
  const forwards = listenersOf(topology, keyOf(nlb)).flatMap((listener) =>
    forwardsOf(topology, listener.defaultActions),
  );
  return (
    forwards.length > 0 &&
    forwards.every(({ group }) => {
      const target = identified(group);
      return target?.kind === 'target-group' && ['ip', 'instance'].includes(targetTypeOf(topology, target) ?? '');
    })
  );
}

/** The VPC of a target group behind the NLB. */
export function vpcOf(topology: Topology, { nlb }: UpgradePlan) {
  const groups = listenersOf(topology, keyOf(nlb)).flatMap((listener) =>
    forwardsOf(topology, listener.defaultActions).flatMap(({ group }) => identified(group) ?? []),
  );
  return groups.find(
    (group) => group.kind === 'target-group' && group.uri === nlb.uri && soleOf(topology.resolve(group.vpc)),
  );
}
