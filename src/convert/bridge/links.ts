import type { TemplateDocument } from '../../template/index';
import type { Assumptions, LoadBalancer, Topology, VpcLinkV1 } from '../../topology/index';
import type { AlbPart, TargetPlan } from './targets';

/** One V1 link and the V2 link that takes its place. */
export interface LinkPlan {
  readonly link: VpcLinkV1;
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

/**
 * Beside the V1 link where the ALB stands in its document. Else beside the ALB, whose subnets and security groups are
 * written there. A text says why there is no such place.
 */
export function homeOf(topology: Topology, link: VpcLinkV1, targets: readonly TargetPlan[]): Home | string {
  const albs = targets.flatMap(({ alb }) => alb.resource ?? []);
  const elsewhere = albs.filter(({ uri }) => uri !== link.uri);
  if (elsewhere.length === 0) return homeAt(topology, link);
  const first = elsewhere[0]!;
  const together = albs.every(({ uri }) => uri === first.uri) && albs.length === targets.length;
  return together ? homeAt(topology, first) : 'its ALBs stand in several files, and a V2 link stands in one';
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

/** The names and places of what replaces each V1 link, or why there can be none. */
export function planLinks(
  topology: Topology,
  links: readonly VpcLinkV1[],
  targets: readonly TargetPlan[],
  fresh: (uri: string, base: string) => string,
): readonly LinkPlan[] | string {
  const plans: LinkPlan[] = [];
  for (const link of links) {
    const home = homeOf(topology, link, targets);
    if (typeof home === 'string') return home;
    const { uri } = home.document;
    const newLink = fresh(uri, `${link.logicalId}V2`);
    const several = { albs: targets.length > 1, ports: targets.some(({ ports }) => ports.length > 1) };
    const ids = new Map<string, string>();
    plans.push({
      link,
      home,
      newLink,
      newGroup: fresh(uri, `${newLink}SecurityGroup`),
      ingressId: ({ identity, resource }, portIndex) => {
        const key = `${identity} ${portIndex}`;
        const suffix = `${several.albs ? (resource?.logicalId ?? 'Alb') : ''}${several.ports ? `Port${portIndex + 1}` : ''}`;
        const id = ids.get(key) ?? fresh(uri, `${newLink}Ingress${suffix}`);
        ids.set(key, id);
        return id;
      },
    });
  }
  return plans;
}
