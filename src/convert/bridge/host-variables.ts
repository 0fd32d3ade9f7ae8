import type { Entry, Fragment, Node } from '../../template/index';
import { soleOf, type LoadBalancer, type RestApi, type Topology } from '../../topology/index';
import { isNode } from './branches';
import { variablesNamed } from './connection';
import type { IntegrationPlan } from './plan-integrations';
import { within } from './uses';

/** A stage variable that gives the NLB's DNS name to a `Uri`, and the ALB's name for it. */
export interface HostMention {
  readonly node: Node;
  readonly dnsName: Fragment;
  /** The stages and deployments whose variables the value stands in. */
  readonly holders: readonly Entry[];
}

/**
 * The stage variables of a converted integration that stand for the host of its `Uri` and hold the NLB's DNS name. They
 * are left alone where anything else uses them too: a header that is mapped, a `Uri` that stays or leads to another ALB.
 */
export function hostMentions(
  topology: Topology,
  nlb: LoadBalancer,
  plan: IntegrationPlan,
  plans: readonly IntegrationPlan[],
): readonly HostMention[] {
  const { api } = plan.integration.method;
  if (!api) return [];
  const same = plans.filter(({ alb }) => alb.identity === plan.alb.identity);
  const names = new Set(plan.integration.uris.flatMap(({ uri }) => hostVariable.exec(uri.hostText)?.[1] ?? []));
  return [...names].flatMap((name) =>
    isUsedByThese(topology, name, same) ? mentionsOf(topology, { nlb, api, name, plan }) : [],
  );
}

const hostVariable = /^\$\{stageVariables\.(\w+)\}$/;

function isUsedByThese(topology: Topology, name: string, plans: readonly IntegrationPlan[]): boolean {
  const places = plans.flatMap(({ integration: { integration } }) => integration.uri?.at ?? []);
  const mention = new RegExp(`stageVariables\\W{1,3}${name}\\b`, 'g');
  return topology.documents.every(({ sections }) =>
    sections.every((section) =>
      [...section.text.matchAll(mention)].every(({ index }) =>
        places.some((place) => within({ section, start: index, end: index + 1 }, place)),
      ),
    ),
  );
}

function mentionsOf(
  topology: Topology,
  of: {
    readonly nlb: LoadBalancer;
    readonly api: RestApi;
    readonly name: string;
    readonly plan: IntegrationPlan;
  },
): readonly HostMention[] {
  return variablesNamed(topology, of.api, of.name).flatMap(({ value, holders }): readonly HostMention[] => {
    const settled = soleOf(topology.resolve<string>(value));
    if (settled?.kind !== 'resource' || settled.resource !== of.nlb || settled.attribute !== 'DNSName') return [];
    if (!isNode(value.at)) return [];
    const dnsName = of.plan.alb.dnsNameIn(value.at.section.uri);
    return typeof dnsName === 'string' ? [] : [{ node: value.at, dnsName: dnsName.fragment, holders }];
  });
}
