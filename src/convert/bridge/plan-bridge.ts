import type { Node } from '../../template/index';
import type { Span } from '../../text/index';
import {
  findBridges,
  keyOf,
  type Bridge,
  type Deployment,
  type LoadBalancer,
  type RestApi,
  type Topology,
} from '../../topology/index';
import { apiOfPart } from '../../topology/query/api-of';
import type { Blocked } from '../step';
import type { Expression, Supply } from './expression';
import { hostMentions, type HostMention } from './host-variables';
import { importIn, whyImported } from './imported-parts';
import { planLinks, replaces, type LinkPlan } from './links';
import { createNames } from './names';
import { whyNoMethod } from './no-method';
import { planIntegrations, type IntegrationPlan } from './plan-integrations';
import { createReach } from './reach';
import { nextId } from './renewal';
import { createAsk, type NewParameter, type TargetPlan } from './targets';
import { leftBridges } from './unused';

/** Everything the steps of one bridge's conversion agree on. */
export interface BridgePlan {
  readonly bridge: Bridge;
  /** The changes of one bridge are made together. */
  readonly group: string;
  readonly nlb: LoadBalancer;
  /** The V1 links that integrations go over, and what takes their place. */
  readonly links: readonly LinkPlan[];
  readonly targets: readonly TargetPlan[];
  readonly integrations: readonly IntegrationPlan[];
  /** Stage variables that give the NLB's name to the `Uri` of an integration. */
  readonly hosts: ReadonlyMap<IntegrationPlan, readonly HostMention[]>;
  /** Deployments that must be taken anew, and the id that each gets. */
  readonly deployments: readonly { readonly deployment: Deployment; readonly newId: string }[];
  /** The new link in a document, for each mention of an old one. */
  readonly newLinkIn: (link: LinkPlan, uri: string) => Expression;
  /** Outputs and parameters that hand values from file to file. */
  readonly supplies: readonly Supply[];
  readonly parameters: readonly NewParameter[];
  /** Asks whoever deploys for a value that no file tells. */
  readonly ask: ReturnType<typeof createAsk>['ask'];
  /** Spans that the conversion replaces; a name in one of them is no use that keeps a part alive. */
  readonly replaced: readonly Span[];
}

export interface BridgePlans {
  readonly plans: readonly BridgePlan[];
  readonly blocked: readonly Blocked[];
}

const cache = new WeakMap<Topology, BridgePlans>();

/** Works out for every proven bridge how to convert it, or why not. */
export function planBridges(topology: Topology): BridgePlans {
  const known = cache.get(topology);
  if (known) return known;
  const fresh = createNames(topology);
  const renewed = new Map<Deployment, string>();
  const renew = (deployment: Deployment): string => {
    const id = renewed.get(deployment) ?? fresh(deployment.uri, nextId(deployment.logicalId));
    renewed.set(deployment, id);
    return id;
  };
  const blocked: Blocked[] = [];
  const exportNames = new Set<string>();
  // What was left standing on purpose is nobody's obstacle; unused-nlb-bridge tells of it and its fix removes it.
  const left = new Set(leftBridges(topology).map(({ bridge }) => bridge));
  const plans = findBridges(topology).flatMap((bridge) => {
    if (left.has(bridge)) return [];
    const plan = planBridge(topology, bridge, { fresh, renew, exportNames }, blocked);
    return plan ? [plan] : [];
  });
  const result = { plans, blocked };
  cache.set(topology, result);
  return result;
}

function planBridge(
  topology: Topology,
  bridge: Bridge,
  {
    fresh,
    renew,
    exportNames,
  }: {
    readonly exportNames: Set<string>;
    readonly fresh: (uri: string, base: string) => string;
    readonly renew: (deployment: Deployment) => string;
  },
  blocked: Blocked[],
): BridgePlan | undefined {
  const block = (at: Span, logicalId: string, reason: string): undefined => {
    blocked.push({ kind: 'blocked', at, logicalId, reason });
    return undefined;
  };
  const [link] = bridge.links;
  const first = bridge.legs[0]!;
  const { nlb } = bridge;
  if (!link || !nlb) {
    const owner = !nlb ? 'NLB' : 'VPC link';
    const imported = nlb ? undefined : importIn(topology.resolve(first.listener.loadBalancer));
    const advice = imported
      ? whyImported(topology, imported)
      : `convert it together with that template, or where the ${owner} is declared`;
    return block(
      bridge.at,
      first.listener.logicalId,
      `the ${owner} of this bridge belongs to another template: ${advice}`,
    );
  }
  if (bridge.integrations.length === 0) return block(link.at, link.logicalId, whyNoMethod(topology, bridge));
  const reach = createReach(topology, fresh, exportNames);
  const questions = createAsk(fresh);
  const { ask } = questions;
  const integrations = planIntegrations(topology, bridge, { reach, ask }, (one) => blocked.push(one));
  if (integrations.length === 0) return undefined;
  const targets = targetsOf(integrations);
  const used = new Set(integrations.flatMap(({ mentions }) => mentions.map((mention) => keyOf(mention.link))));
  const links = planLinks(
    topology,
    bridge.links.filter((one) => used.has(keyOf(one))),
    targets,
    (one, target) =>
      integrations.some(
        ({ alb, mentions }) => alb.identity === target.alb.identity && mentions.some((mention) => mention.link === one),
      ),
    fresh,
  );
  const newLinks = new Map<string, Expression>();
  const byMention = new Map<Node, LinkPlan>();
  for (const integration of integrations) {
    for (const { link: old, node } of integration.mentions) {
      const plan = links.find((one) => replaces(one, old) && leadsTo(one, integration))!;
      const other = byMention.get(node);
      if (other && other !== plan)
        return block(
          old.at,
          old.logicalId,
          'its ALBs stand in several files, and one ConnectionId names the link to all',
        );
      byMention.set(node, plan);
      const { home, newLink } = plan;
      const value = reach.valueIn(
        { uri: home.document.uri, logicalId: newLink, attribute: undefined, condition: home.condition },
        node.section.uri,
      );
      if (typeof value === 'string') return block(old.at, old.logicalId, value);
      newLinks.set(`${home.document.uri} ${newLink} ${node.section.uri}`, value);
    }
  }
  const hosts = new Map(integrations.map((plan) => [plan, hostMentions(topology, nlb, plan, integrations)]));
  return {
    bridge,
    hosts,
    group: bridge.nlbIdentity,
    nlb,
    links,
    targets,
    integrations,
    deployments: deploymentsOf(topology, integrations).map((deployment) => ({
      deployment,
      newId: renew(deployment),
    })),
    newLinkIn: ({ home, newLink }, uri) => newLinks.get(`${home.document.uri} ${newLink} ${uri}`)!,
    supplies: reach.supplies,
    get parameters() {
      return questions.parameters;
    },
    ask,
    replaced: integrations.flatMap((plan) => [
      ...(plan.integration.integration.uri ? [plan.integration.integration.uri.at] : []),
      ...[...plan.mentions, ...hosts.get(plan)!].map(({ node }) => node),
    ]),
  };
}

/** True when an integration goes over this link to its ALB. */
export function leadsTo({ targets }: LinkPlan, { alb }: IntegrationPlan): boolean {
  return targets.some((target) => target.alb.identity === alb.identity);
}

function targetsOf(integrations: readonly IntegrationPlan[]): readonly TargetPlan[] {
  const identities = [...new Set(integrations.map(({ alb }) => alb.identity))];
  return identities.map((identity) => {
    const same = integrations.filter(({ alb }) => alb.identity === identity);
    const ports = new Map(same.flatMap((plan) => plan.ports.map((port) => [port.key, port] as const)));
    const ascending = [...ports.values()].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
    return { alb: same[0]!.alb, ports: ascending };
  });
}

/** A deployment is a snapshot, so every deployment of a converted API has to be taken anew. */
function deploymentsOf(topology: Topology, integrations: readonly IntegrationPlan[]): readonly Deployment[] {
  const apis = new Set<RestApi | undefined>(integrations.map((plan) => plan.integration.method.api));
  return topology.ofKind('deployment').filter((deployment) => {
    const api = apiOfPart(topology, deployment);
    return api !== undefined && apis.has(api);
  });
}
