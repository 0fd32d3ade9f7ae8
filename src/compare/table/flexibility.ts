import type { LinkModel } from '../../simulate/index';
import { toGraph, type TopologyGraph } from '../../topology/graph';
import type { Describe, Side } from './model';
import { partsOf } from './parts';
import { unique } from './words';
import { waysOf } from './ways';

const v1 = {
  title: 'VPC links V1',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/vpc-links-v1.html',
};
const v2 = {
  title: 'Set up a private integration',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html',
};

/** How many load balancers one link can reach, and how many each one reaches here. */
export const flexibility: Describe = (side) => {
  // Links of other templates count as well, where requests go over them.
  const links = unique([...partsOf(side).links, ...usedLinks(side)]);
  const graph = toGraph(side.topology);
  const reached = Object.fromEntries(links.map((link) => [link.logicalId, reachedBy(link, side, graph)]));
  const versions = unique(links.map(({ version }) => version));
  const said = versions.map((version) =>
    version === 'V1'
      ? 'a V1 link reaches the one NLB that it was made for'
      : 'a V2 link reaches any ALB or NLB that an integration names; AWS states no maximum',
  );
  const here = links.map(
    ({ logicalId }) => `"${logicalId}" reaches ${reached[logicalId]?.map((id) => `"${id}"`).join(', ') || 'none'} here`,
  );
  return {
    text: [...said, ...here].join('; ') || 'there is no VPC link',
    figures: {
      // null: no maximum is stated.
      balancersPerLink: versions.length === 0 ? 0 : versions.includes('V2') ? null : 1,
      reached,
    },
    sources: versions.map((version) => (version === 'V1' ? v1 : v2)),
  };
};

function usedLinks(side: Side): readonly LinkModel[] {
  const used = new Set(waysOf(side).map(({ link }) => link));
  return Object.values(side.world.links).filter(({ logicalId }) => used.has(logicalId));
}

/**
 * The first load balancers behind a link; the NLB of a V1 link is its own. For a V2 link those that requests reach, and
 * those that the template names, for no request tells where an HTTP API goes.
 */
function reachedBy(link: LinkModel, side: Side, graph: TopologyGraph): readonly string[] {
  if (link.version === 'V1') return link.targets.map((target) => side.world.nlbs[target]?.logicalId ?? target);
  const requested = waysOf(side).flatMap((way) => (way.link === link.logicalId ? way.balancers.slice(0, 1) : []));
  return unique([...requested, ...drawnBehind(link, graph)]);
}

/** Where the edges of a link lead: to load balancers, those of listeners, and what is not in the template. */
function drawnBehind({ logicalId }: LinkModel, { nodes, edges }: TopologyGraph): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const link = nodes.find((node) => node.kind === 'vpc-link-v2' && node.logicalId === logicalId);
  return edges.flatMap(({ from, to }): readonly string[] => {
    if (from !== link?.id) return [];
    const owners = edges.flatMap((edge) => (edge.to === to ? (byId.get(edge.from) ?? []) : []));
    const end = [...owners, byId.get(to)].find((node) => node?.kind === 'nlb' || node?.kind === 'alb') ?? byId.get(to);
    return end?.kind === 'nlb' || end?.kind === 'alb' || end?.kind === 'external' ? [end.logicalId || end.label] : [];
  });
}
