import type { AlbModel, LinkV2Model } from '../../simulate/index';
import type { Describe } from './model';
import { partsOf, type Parts } from './parts';
import { quotas, type Quota } from './quotas.table';
import { unique } from './words';

interface Use {
  readonly quota: Quota;
  /** Undefined where it is decided outside the template. */
  readonly used: number | undefined;
}

/** The quotas that apply, and how much of each this template takes. */
export const scalability: Describe = (side) => {
  const uses = usesOf(partsOf(side));
  return {
    text:
      uses.length === 0
        ? 'no quota of a link or load balancer applies'
        : uses
            .map(
              ({ quota: { name, limit }, used }) =>
                `${used ?? 'up to'}${used === undefined ? '' : ' of'} ${limit} ${name}`,
            )
            .join(', '),
    figures: {
      quotas: uses.map(({ quota: { name, limit, code }, used }) => ({
        name,
        used: used ?? null,
        limit,
        code: code ?? null,
      })),
    },
    sources: uses.map(({ quota }) => quota.source),
  };
};

function usesOf({ links, nlbs, albs, albGroups }: Parts): readonly Use[] {
  const v1 = links.filter(({ version }) => version === 'V1');
  const v2 = links.flatMap((link) => (link.version === 'V2' ? [link] : []));
  const fronted = albGroups.flatMap(({ targets }) => targets.map(({ id }) => id));
  return [
    { quota: quotas.v1LinksPerRegion, used: v1.length },
    { quota: quotas.linksPerNlb, used: v1.length > 0 && nlbs.length > 0 ? 1 : 0 },
    {
      quota: quotas.nlbsPerAlb,
      used: Math.max(0, ...unique(fronted).map((id) => fronted.filter((one) => one === id).length)),
    },
    { quota: quotas.v2LinksPerRegion, used: v2.length },
    { quota: quotas.subnetsPerLink, used: v2.length === 0 ? 0 : subnetsOf(v2) },
    { quota: quotas.listenersPerAlb, used: most(albs, ({ listeners }) => listeners.length) },
    { quota: quotas.rulesPerAlb, used: most(albs, ({ listeners }) => listeners.flatMap(({ rules }) => rules).length) },
    { quota: quotas.targetGroupsPerAlb, used: most(albs, (alb) => groupsOf(alb).length) },
  ].filter(({ used }) => used === undefined || used > 0);
}

/** `<Name>` stands for a parameter or import, which may hold any number of subnets. */
function subnetsOf(links: readonly LinkV2Model[]): number | undefined {
  const lists = links.map(({ subnets }) => subnets ?? ['<unknown>']);
  return lists.flat().some((subnet) => subnet.startsWith('<'))
    ? undefined
    : Math.max(...lists.map(({ length }) => length));
}

function most(albs: readonly AlbModel[], number: (alb: AlbModel) => number): number {
  return Math.max(0, ...albs.map(number));
}

function groupsOf({ listeners }: AlbModel): readonly string[] {
  const actions = listeners.flatMap(({ rules, defaultActions }) => [
    ...rules.flatMap((rule) => rule.actions),
    ...defaultActions,
  ]);
  return unique(
    actions.flatMap((action) =>
      action.type === 'forward' ? action.targetGroups.map(({ targetGroup }) => targetGroup) : [],
    ),
  );
}
