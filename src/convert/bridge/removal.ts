import { removeFromDependsOn, type TemplateDocument } from '../../template/index';
import type { Span } from '../../text/index';
import { soleOf, stringOf, type Bridge, type LoadBalancer, type Resource, type Topology } from '../../topology/index';
import type { Change, Note } from '../step';
import { emptiedGroups } from './emptied-groups';
import { names, type Handover } from './handovers';
import { usedBy, usesElsewhere } from './uses-elsewhere';
import { usesIn, type Use } from './uses';

/** What is taken out together, and what no longer counts as a use. */
export interface Removal {
  readonly bridge: Bridge;
  readonly nlb: LoadBalancer;
  /** Spans that the conversion replaces; a name in one of them keeps nothing alive. */
  readonly replaced: readonly Span[];
  /** What hands parts to other templates and goes with them; each with what hands its value on. */
  readonly handovers?: readonly (readonly Handover[])[];
  readonly group: string;
  /** True when no integration in sight goes over the bridge any more. */
  readonly complete: boolean;
}

/**
 * The changes that remove the links, NLBs, listeners and groups of bridges as far as nothing else uses them, and the
 * security groups that only they used; what stays is noted.
 */
export function* removals(topology: Topology, bridges: readonly Removal[]): Iterable<Change> {
  const planned = bridges.map((removal) => ({ removal, ...removable(topology, removal) }));
  for (const { removal, removed, notes } of planned) {
    for (const resource of removed)
      yield removalOf(topology, resource, removed, removal, resource === removed[0] ? notes : []);
    yield* handoversOf(topology, removal, removed);
    if (removed.length > 0 || notes.length === 0) continue;
    const at = removal.bridge.at;
    yield { kind: 'change', at, logicalId: removal.nlb.logicalId, group: removal.group, notes, apply: () => undefined };
  }
  const gone = planned.filter(({ removal, removed }) => removed.includes(removal.nlb));
  for (const { group, resources, removedBy, note } of emptiedGroups(topology, gone)) {
    const [first, ...needs] = removedBy;
    const title = 'Remove the security groups that only the NLB used';
    for (const resource of resources)
      yield { ...removalOf(topology, resource, resources, { group: first! }, []), title, needs };
    if (note === undefined) continue;
    const { at, logicalId } = group;
    yield { kind: 'change', at, logicalId, group: first!, needs, notes: [{ at, text: note }], apply: () => undefined };
  }
}

function* handoversOf(topology: Topology, removal: Removal, removed: readonly Resource[]): Iterable<Change> {
  const going = (removal.handovers ?? []).filter(([first]) => removed.some((part) => names(topology, first!, part)));
  for (const { logicalId, note, drop } of new Map(going.flat().map((one) => [one.entry, one])).values())
    yield {
      kind: 'change',
      at: removal.bridge.at,
      logicalId,
      title: 'Remove what handed the bridge to others',
      group: removal.group,
      notes: [note],
      apply: drop,
    };
}

/** What goes where the NLB stays. */
function partialTitle({ links, legs }: Bridge, removed: readonly Resource[]): string {
  const goes = (parts: readonly Resource[]): boolean => parts.some((part) => removed.includes(part));
  const what = [
    ...(goes(links) ? ['the VPC link V1'] : []),
    ...(goes(legs.flatMap(({ listener, group }) => [listener, group])) ? ['what leads from the NLB to the ALB'] : []),
  ];
  return `Remove ${what.join(' and ')}`;
}

function removalOf(
  topology: Topology,
  resource: Resource,
  together: readonly Resource[],
  { group, bridge, nlb }: Pick<Removal, 'group'> & Partial<Removal>,
  notes: readonly Note[],
): Change {
  return {
    kind: 'change',
    at: resource.at,
    logicalId: resource.logicalId,
    group,
    notes,
    ...(bridge && nlb && !together.includes(nlb) ? { title: partialTitle(bridge, together) } : {}),
    apply: (write) => {
      const document = topology.document(resource.uri)!;
      const editor = write(resource.uri);
      for (const use of dependsOnUses(document, resource.logicalId)) {
        const owner = topology.find(resource.uri, use.owner);
        if (owner && !together.includes(owner)) removeFromDependsOn(editor, owner.entry, resource.logicalId);
      }
      editor.removeEntry(resource.entry);
    },
  };
}

interface Removable {
  readonly removed: readonly Resource[];
  readonly notes: readonly Note[];
}

/** What can go, and what stays and why: the parts that stay only because their NLB does are told with it. */
function removable(topology: Topology, removal: Removal): Removable {
  const found = judge(topology, removal);
  const { bridge, nlb } = removal;
  const told = new Set(found.notes.map(({ at }) => at));
  const others = [...new Set(bridge.legs.flatMap(({ listener, group }) => [listener, group]))].filter(
    (part) => !found.removed.includes(part) && !told.has(part.at),
  );
  if (others.length === 0 || found.removed.includes(nlb)) return found;
  const too = ` ${list(others.map(({ logicalId }) => logicalId))} ${others.length > 1 ? 'stay' : 'stays'} with it.`;
  const notes = found.notes.map((note) => (note.at === nlb.at ? { ...note, text: note.text + too } : note));
  return { ...found, notes };
}

function judge(topology: Topology, removal: Removal): Removable {
  const { bridge, nlb } = removal;
  const { links } = bridge;
  const notes: Note[] = [];
  const core: Resource[] = [nlb, ...new Set(bridge.legs.flatMap((leg) => [leg.listener, leg.group]))];
  const candidates = new Set<Resource>([...links, ...core]);
  const stays = (resource: Resource, reason: string): void => {
    notes.push({ at: resource.at, text: `"${resource.logicalId}" stays: ${reason}.` });
  };
  const free = links.filter((link) => {
    const uses = usesElsewhere(topology, link, candidates, removal.replaced);
    if (uses.length > 0) stays(link, usedBy(uses));
    return uses.length === 0;
  });
  if (free.length < links.length) {
    const needed = links.filter((link) => !free.includes(link));
    stays(nlb, `the VPC link ${list(needed.map(({ logicalId }) => logicalId))} needs it`);
    return { removed: [...free, ...guestLegs(topology, removal, candidates)], notes };
  }
  if (bridge.otherListeners.length > 0) {
    const several = bridge.otherListeners.length > 1;
    const others = list(bridge.otherListeners.map(({ logicalId }) => logicalId));
    stays(nlb, `its ${several ? 'listeners' : 'listener'} ${others} ${several ? 'lead' : 'leads'} elsewhere`);
    const uses = usesElsewhere(topology, nlb, new Set([...candidates, ...bridge.otherListeners]), removal.replaced);
    // Who knows the NLB by its name or ARN may call any of its ports.
    if (uses.length > 0) {
      for (const { logicalId, at } of new Set(bridge.legs.map(({ listener }) => listener)))
        notes.push({
          at,
          text: `"${logicalId}" stays: ${usedBy(uses).replace(/ it$/, '')} its NLB "${nlb.logicalId}".`,
        });
      return { removed: links, notes };
    }
    return { removed: [...links, ...ownLegs(topology, removal, candidates)], notes };
  }
  const inUse = core.flatMap((resource) => {
    const uses = usesElsewhere(topology, resource, candidates, removal.replaced);
    return uses.length > 0 ? [{ resource, uses }] : [];
  });
  if (inUse.length > 0) {
    for (const { resource, uses } of inUse) stays(resource, usedBy(uses));
    if (!inUse.some(({ resource }) => resource === nlb))
      stays(
        nlb,
        `${list(inUse.map(({ resource }) => resource.logicalId))} on it ${inUse.length > 1 ? 'are' : 'is'} in use`,
      );
    return { removed: links, notes };
  }
  const emptied = core.find((resource) => isAllOf(topology, resource.uri, [...candidates]));
  if (emptied) {
    stays(nlb, `its file would be left without any resource, so remove the parts by hand together with the stack`);
    return { removed: links, notes };
  }
  const removed = [...links, ...core];
  return { removed, notes: [...notes, ...warnings(topology, removal, removed)] };
}

/** Listeners and groups that can go although their NLB has others: only where nothing else names them. */
function ownLegs(topology: Topology, removal: Removal, candidates: ReadonlySet<Resource>): readonly Resource[] {
  return removal.bridge.legs.flatMap(({ listener, group }) => {
    const together = new Set([...candidates].filter((resource) => resource !== removal.nlb));
    const used = [listener, group].some((part) => usesElsewhere(topology, part, together, removal.replaced).length > 0);
    return used ? [] : [listener, group];
  });
}

/** Listeners that this side put on the NLB of another file, with their groups: they are its own to remove. */
function guestLegs(topology: Topology, removal: Removal, candidates: ReadonlySet<Resource>): readonly Resource[] {
  const { bridge, nlb, complete } = removal;
  if (!complete) return [];
  const legs = bridge.legs.filter(({ listener }) => listener.uri !== nlb.uri);
  const guests = ownLegs(topology, { ...removal, bridge: { ...bridge, legs } }, candidates);
  return guests.filter(({ uri }) => !isAllOf(topology, uri, guests));
}

/** CloudFormation wants at least one resource in a template. */
function isAllOf(topology: Topology, uri: string, removed: readonly Resource[]): boolean {
  const gone = new Set(removed.filter((one) => one.uri === uri).map(({ logicalId }) => logicalId));
  return topology
    .document(uri)!
    .entries('Resources')
    .every(({ key }) => gone.has(String(key.value)));
}

/** What does not go by itself, though it is removed from the template. */
function warnings(topology: Topology, { nlb }: Removal, removed: readonly Resource[]): readonly Note[] {
  const notes = removed
    .filter(({ deletionPolicy }) => deletionPolicy === 'Retain')
    .map((resource): Note => ({
      at: resource.at,
      text: `"${resource.logicalId}" has DeletionPolicy Retain: it stays in the account, and costs what it cost, until you delete it by hand.`,
    }));
  const isProtected = nlb.attributes?.entries.find(({ key }) => key === 'deletion_protection.enabled');
  if (stringOf(soleOf(topology.resolve(isProtected?.value))) !== 'true') return notes;
  const text = `"${nlb.logicalId}" has deletion protection: switch it off first, or CloudFormation cannot delete it.`;
  return [...notes, { at: nlb.at, text }];
}

function dependsOnUses(document: TemplateDocument, logicalId: string): readonly Use[] {
  return (usesIn(document).get(logicalId) ?? []).filter((use) => use.kind === 'DependsOn');
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
