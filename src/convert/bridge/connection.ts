import { ref, type Entry, type Fragment, type Node } from '../../template/index';
import {
  identityOf,
  keyOf,
  soleOf,
  stageVariableOf,
  stringOf,
  type Assumptions,
  type PrivateIntegration,
  type RestApi,
  type Topology,
  type VpcLinkV1,
} from '../../topology/index';
import { apiOfPart } from '../../topology/query/api-of';
import { branchesOf, isNode, likeBranches } from './branches';

/** A value that names a V1 link: in `ConnectionId` or in a stage variable that it looks up. */
export interface LinkMention {
  readonly node: Node;
  readonly link: VpcLinkV1;
  /** The stages and deployments whose variables the value stands in; several where they share a mapping. */
  readonly holders: readonly Entry[];
}

/** Every place where an integration names one of the links of a bridge, or why one of them cannot be replaced. */
export function mentionsOf(
  topology: Topology,
  { integration, method }: PrivateIntegration,
  links: readonly VpcLinkV1[],
): readonly LinkMention[] | string {
  const mentions: LinkMention[] = [];
  const find = (
    value: Parameters<typeof topology.resolve<string>>[0],
    api: RestApi | undefined,
    holders: readonly Entry[],
  ): string | undefined => {
    for (const branch of branchesOf(topology, value, method.when)) {
      const settled = soleOf(topology.resolve<string>(branch.value));
      const variable = stageVariableOf(settled);
      if (variable !== undefined && api) {
        for (const { value: held, holders: stages } of variablesNamed(topology, api, variable)) {
          const problem = find(held, undefined, stages);
          if (problem) return problem;
        }
        continue;
      }
      const link = links.find((one) => identityOf(settled) === keyOf(one));
      if (link && isNode(branch.value.at)) mentions.push({ node: branch.value.at, link, holders });
      else if (branch.value.kind !== 'absent' && settled && settled.kind !== 'absent')
        return 'its ConnectionId depends on a condition or differs between stages, and one Uri and target cannot serve several links';
    }
    return undefined;
  };
  const problem = find(integration.connectionId, method.api, []);
  if (problem !== undefined) return problem;
  return mentions.length > 0 ? mentions : 'its ConnectionId is written in a way that cannot be edited safely';
}

/** What the stages and deployments of an API set a stage variable to, and which of them share the value. */
export function variablesNamed(topology: Topology, api: RestApi, variable: string) {
  const all = [...topology.ofKind('stage'), ...topology.ofKind('deployment'), ...topology.ofKind('rest-api')];
  const own = all.filter(
    (holder) => holder === api || (holder.kind !== 'rest-api' && apiOfPart(topology, holder) === api),
  );
  const mapsOf = (holder: (typeof all)[number]) => [holder.stageVariables, holder.canaryVariables];
  return own.flatMap(mapsOf).flatMap((map) => {
    const value = map?.entries.find(({ key }) => key === variable)?.value;
    const alike = all.filter((holder) => mapsOf(holder).some((other) => other?.at === map?.at));
    return value ? [{ value, holders: alike.map(({ entry }) => entry) }] : [];
  });
}

/** What must hold for an integration to go over a link at all. */
export function privateWhen(topology: Topology, { integration, method }: PrivateIntegration): readonly Assumptions[] {
  return branchesOf(topology, integration.connectionType, method.when).flatMap(({ value, when }) =>
    stringOf(soleOf(topology.resolve(value)))?.toUpperCase() === 'VPC_LINK' ? [when] : [],
  );
}

/** Writes a value under the conditions under which the integration is private, and nothing under the others. */
export function whilePrivate(topology: Topology, { integration }: PrivateIntegration, value: Fragment): Fragment {
  const { connectionType, connectionId } = integration;
  const noValue = ref('AWS::NoValue');
  if (connectionType?.kind === 'choice') {
    return likeBranches(connectionType, (leaf) =>
      stringOf(soleOf(topology.resolve(leaf)))?.toUpperCase() === 'VPC_LINK' ? value : noValue,
    );
  }
  if (connectionId?.kind !== 'choice') return value;
  const fragment = likeBranches(connectionId, (leaf) => (leaf.kind === 'absent' ? noValue : value));
  return mayBeAbsent(connectionId) ? fragment : value;
}

function mayBeAbsent(value: NonNullable<PrivateIntegration['integration']['connectionId']>): boolean {
  if (value.kind === 'choice') return mayBeAbsent(value.whenTrue) || mayBeAbsent(value.whenFalse);
  return value.kind === 'absent';
}
