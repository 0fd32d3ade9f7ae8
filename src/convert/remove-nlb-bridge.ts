import { removeFromDependsOn, type TemplateDocument } from '../template/index';
import { identified, soleOf, stringOf, type Resource, type Topology } from '../topology/index';
import { after, before } from './bridge/example';
import { planBridges, type BridgePlan } from './bridge/plan-bridge';
import { usesIn, within, type Use } from './bridge/uses';
import { defineStep, type Note } from './step';

/**
 * Removes the V1 link, and the NLB with its listeners and `alb` groups, as far as nothing else uses them. What stays
 * is said with the reason. The ALB is never touched.
 */
export default defineStep({
  id: 'remove-nlb-bridge',
  title: 'Remove the VPC link V1, the NLB and its target groups',
  safety: 'review',
  safetyReason:
    'Clients that CloudFormation does not know, such as a host that calls the NLB by its DNS name, lose it.',
  why: 'Nothing goes over the bridge any more, and an NLB costs by the hour.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-delete.html',
  before,
  after,

  *plan({ topology, keepBridge }) {
    if (keepBridge) return;
    for (const plan of planBridges(topology).plans) {
      const { removed, notes } = removable(topology, plan);
      for (const resource of removed) {
        yield {
          kind: 'change',
          at: resource.at,
          logicalId: resource.logicalId,
          group: plan.bridge.nlbIdentity,
          notes: resource === removed[0] ? notes : [],
          apply: (write) => {
            const document = topology.document(resource.uri)!;
            const editor = write(resource.uri);
            for (const use of dependsOnUses(document, resource.logicalId)) {
              const owner = topology.find(resource.uri, use.owner);
              if (owner && !removed.includes(owner)) removeFromDependsOn(editor, owner.entry, resource.logicalId);
            }
            editor.removeEntry(resource.entry);
          },
        };
      }
      if (removed.length === 0 && notes.length > 0) {
        yield {
          kind: 'change',
          at: plan.link.at,
          logicalId: plan.link.logicalId,
          group: plan.bridge.nlbIdentity,
          notes,
          apply: () => undefined,
        };
      }
    }
  },
});

/** What can go, and what stays and why. */
function removable(
  topology: Topology,
  plan: BridgePlan,
): { readonly removed: readonly Resource[]; readonly notes: readonly Note[] } {
  const { bridge, link, nlb, document } = plan;
  const notes: Note[] = [];
  const core: Resource[] = [nlb, ...new Set(bridge.legs.flatMap((leg) => [leg.listener, leg.group]))];
  const candidates = new Set<Resource>([link, ...core]);
  const stays = (resource: Resource, reason: string): void => {
    notes.push({ at: resource.at, text: `"${resource.logicalId}" stays: ${reason}.` });
  };

  const linkUses = usesElsewhere(document, link, candidates, plan);
  if (linkUses.length > 0) {
    stays(link, usedBy(linkUses));
    stays(nlb, `the VPC link "${link.logicalId}" needs it`);
    return { removed: [], notes };
  }
  if (core.some((resource) => resource.uri !== document.uri)) {
    stays(nlb, 'parts of the bridge stand in other files');
    return { removed: [link], notes };
  }
  const inUse = core.flatMap((resource) => {
    const uses = usesElsewhere(document, resource, candidates, plan);
    return uses.length > 0 ? [{ resource, uses }] : [];
  });
  if (bridge.otherListeners.length > 0) {
    stays(
      nlb,
      `its ${bridge.otherListeners.length > 1 ? 'listeners' : 'listener'} ${list(bridge.otherListeners.map((listener) => listener.logicalId))} lead elsewhere`,
    );
    return { removed: [link], notes };
  }
  if (inUse.length > 0) {
    for (const { resource, uses } of inUse) stays(resource, usedBy(uses));
    if (!inUse.some(({ resource }) => resource === nlb))
      stays(
        nlb,
        `${list(inUse.map(({ resource }) => resource.logicalId))} on it ${inUse.length > 1 ? 'are' : 'is'} in use`,
      );
    return { removed: [link], notes };
  }
  const groups = ownGroups(topology, plan, candidates);
  const removed = [link, ...core, ...groups];
  for (const resource of removed) {
    if (resource.deletionPolicy === 'Retain')
      notes.push({
        at: resource.at,
        text: `"${resource.logicalId}" has DeletionPolicy Retain: it stays in the account, and costs what it cost, until you delete it by hand.`,
      });
  }
  const isProtected = nlb.attributes?.entries.find(({ key }) => key === 'deletion_protection.enabled');
  if (stringOf(soleOf(topology.resolve(isProtected?.value))) === 'true') {
    notes.push({
      at: nlb.at,
      text: `"${nlb.logicalId}" has deletion protection: switch it off first, or CloudFormation cannot delete it.`,
    });
  }
  return { removed, notes };
}

/** Security groups of the NLB, and the rules on them, that only the NLB uses. */
function ownGroups(
  topology: Topology,
  { nlb, document, ...plan }: BridgePlan,
  candidates: ReadonlySet<Resource>,
): readonly Resource[] {
  const whole = { ...plan, nlb, document };
  const groups = topology.resolveList(nlb.securityGroups).items.flatMap(({ value }) => {
    const group = identified(value);
    return group?.kind === 'security-group' && group.uri === document.uri ? [group] : [];
  });
  return groups.flatMap((group): Resource[] => {
    const rules = topology
      .ofKind('security-group-rule')
      .filter((rule) => rule.uri === document.uri && identified(soleOf(topology.resolve(rule.owner))) === group);
    const together = new Set([...candidates, group, ...rules]);
    const free = [group, ...rules].every((part) => usesElsewhere(document, part, together, whole).length === 0);
    return free ? [group, ...rules] : [];
  });
}

/** Uses of a resource outside the parts that go with it and outside what the conversion replaces. */
function usesElsewhere(
  document: TemplateDocument,
  resource: Resource,
  together: ReadonlySet<Resource>,
  plan: BridgePlan,
): readonly Use[] {
  const owners = new Set([...together].filter(({ uri }) => uri === document.uri).map(({ logicalId }) => logicalId));
  return (usesIn(document).get(resource.logicalId) ?? []).filter(
    (use) =>
      use.kind !== 'DependsOn' &&
      !(use.section === 'Resources' && owners.has(use.owner)) &&
      !plan.replaced.some((span) => within(use.at, span)),
  );
}

function dependsOnUses(document: TemplateDocument, logicalId: string): readonly Use[] {
  return (usesIn(document).get(logicalId) ?? []).filter((use) => use.kind === 'DependsOn');
}

function usedBy(uses: readonly Use[]): string {
  const names = [
    ...new Set(uses.map((use) => (use.section === 'Resources' ? `"${use.owner}"` : `${use.section} "${use.owner}"`))),
  ];
  return `${names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')} ${names.length > 1 ? 'use' : 'uses'} it`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
