import type { LinkModel } from '../../simulate/index';
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
  const reached = Object.fromEntries(links.map((link) => [link.logicalId, reachedBy(link, side)]));
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

/** The first load balancers behind a link; the NLB of a V1 link is its own, whether requests are at hand or not. */
function reachedBy(link: LinkModel, side: Side): readonly string[] {
  if (link.version === 'V1') return link.targets.map((target) => side.world.nlbs[target]?.logicalId ?? target);
  return unique(waysOf(side).flatMap((way) => (way.link === link.logicalId ? way.balancers.slice(0, 1) : [])));
}
