import type { TemplateDocument } from '../../template/index';
import type { Assumptions, LoadBalancer, Topology, VpcLinkV1, VpcLinkV2 } from '../../topology/index';
import { existingLink } from './existing-link';
import type { AlbPart, TargetPlan } from './targets';

/** One V1 link and a V2 link that takes its place: several where its ALBs stand in several files, one in each. */
export interface LinkPlan {
  readonly link: VpcLinkV1;
  /** V1 links of other files that it replaces, too. */
  readonly others: readonly VpcLinkV1[];
  /** The ALBs that it leads to. */
  readonly targets: readonly TargetPlan[];
  /** The V2 link that is there already and is used again. */
  readonly existing: VpcLinkV2 | undefined;
  readonly newLink: string;
  readonly newGroup: string;
  /** The id of the rule that lets the new link into an ALB on one port. */
  readonly ingressId: (alb: AlbPart, portIndex: number) => string;
  readonly home: Home;
}

/** Where the new parts of a bridge go. */
export interface Home {
  readonly document: TemplateDocument;
  /** The logical id that they stand behind. */
  readonly after: string;
  /** The condition that they stand under. */
  readonly condition: string | undefined;
  readonly when: Assumptions;
}

/** The place behind a resource, under its condition. */
export function homeAt(topology: Topology, resource: VpcLinkV1 | LoadBalancer): Home {
  return {
    document: topology.document(resource.uri)!,
    after: resource.logicalId,
    condition: resource.condition?.name,
    when: topology.whenPresent(resource),
  };
}

/** True when a new link takes the place of this one. */
export function replaces({ link, others }: LinkPlan, old: VpcLinkV1): boolean {
  return link === old || others.includes(old);
}

/** The names and places of what replaces each V1 link. `leadsTo` tells whether an integration goes over a link to an ALB. */
export function planLinks(
  topology: Topology,
  links: readonly VpcLinkV1[],
  targets: readonly TargetPlan[],
  leadsTo: (link: VpcLinkV1, target: TargetPlan) => boolean,
  fresh: (uri: string, base: string) => string,
): readonly LinkPlan[] {
  const plans: LinkPlan[] = [];
  for (const link of links) {
    for (const { home, targets: led } of homesOf(topology, link, targets, leadsTo)) {
      const { uri } = home.document;
      // One link serves several APIs: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html
      const index = plans.findIndex(
        (plan) => plan.link.uri !== uri && link.uri !== uri && plan.home.document.uri === uri,
      );
      const shared = plans[index];
      if (shared) plans[index] = { ...shared, others: [...shared.others, link] };
      else {
        const existing = existingLink(topology, home, led);
        plans.push(existing ? linkAgain(link, home, led, existing) : linkAt(link, home, led, fresh));
      }
    }
  }
  return plans;
}

/**
 * Beside the V1 link where the ALB stands in its document. Else beside the ALB, whose subnets and security groups are
 * written there, and who reads several documents finds a place in each.
 */
function homesOf(
  topology: Topology,
  link: VpcLinkV1,
  targets: readonly TargetPlan[],
  leadsTo: (link: VpcLinkV1, target: TargetPlan) => boolean,
): readonly { readonly home: Home; readonly targets: readonly TargetPlan[] }[] {
  const byFile = new Map<string, TargetPlan[]>();
  for (const target of targets) {
    const uri = target.alb.resource?.uri ?? link.uri;
    byFile.set(uri, [...(byFile.get(uri) ?? []), target]);
  }
  const used =
    byFile.size > 1 ? [...byFile].filter(([, ofFile]) => ofFile.some((target) => leadsTo(link, target))) : [...byFile];
  return used.map(([uri, ofFile]) => {
    const first = ofFile[0]!.alb.resource;
    return { home: homeAt(topology, uri === link.uri || !first ? link : first), targets: ofFile };
  });
}

/** The plan over a link that is there: nothing is added, and no name is taken. */
function linkAgain(link: VpcLinkV1, home: Home, targets: readonly TargetPlan[], existing: VpcLinkV2): LinkPlan {
  const { logicalId, condition } = existing;
  return {
    link,
    others: [],
    targets,
    home: { ...home, condition: condition?.name },
    existing,
    newLink: logicalId,
    newGroup: logicalId,
    ingressId: () => logicalId,
  };
}

function linkAt(
  link: VpcLinkV1,
  home: Home,
  targets: readonly TargetPlan[],
  fresh: (uri: string, base: string) => string,
): LinkPlan {
  const { uri } = home.document;
  const newLink = fresh(uri, `${link.logicalId}V2`);
  const several = { albs: targets.length > 1, ports: targets.some(({ ports }) => ports.length > 1) };
  const ids = new Map<string, string>();
  return {
    link,
    others: [],
    targets,
    home,
    existing: undefined,
    newLink,
    newGroup: fresh(uri, `${newLink}SecurityGroup`),
    ingressId: ({ identity, resource }, portIndex) => {
      const key = `${identity} ${portIndex}`;
      const suffix = `${several.albs ? (resource?.logicalId ?? 'Alb') : ''}${several.ports ? `Port${portIndex + 1}` : ''}`;
      const id = ids.get(key) ?? fresh(uri, `${newLink}Ingress${suffix}`);
      ids.set(key, id);
      return id;
    },
  };
}
