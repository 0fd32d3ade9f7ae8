import type { Entry, Node } from '../node';
import { anchorsIn, neededReason, usesOf } from './anchors';
import { childList, isNew, survivors, type ChildList } from './child-list';
import type { Refusal } from './editor';
import { isEntry, type Family } from './family';
import type { Geometry } from './geometry';
import { template, type Owner, type Removal, type State } from './state';
import type { TopLevel } from './top-level';

/** What is removed in the end: what was asked for, less what cannot go, and top-level keys that would be empty. */
export interface Gone {
  readonly removed: ReadonlyMap<object, Removal>;
  /** The children of each container, refused removals taken back. */
  readonly lists: ReadonlyMap<Owner, ChildList>;
  readonly refused: readonly Refusal[];
  /** True for a part that is removed, or lies in something removed or replaced. */
  isDead(part: Entry | Node): boolean;
}

/** Settles which removals are made. */
export function settleRemovals(geometry: Geometry, state: State): Gone {
  const { document, family } = geometry;
  const removed = new Map<object, Removal>(state.removed);
  const refused: Refusal[] = [];
  const isDead = deadIn(family, state, removed);
  const isMissed = (node: Node): boolean =>
    usesOf(document, family, node).some((alias) => !isDead(alias) && !state.values.has(alias));
  // A refusal can bring aliases back that need other anchors, so each one starts the search anew.
  for (let again = document.text.includes('&'); again;) {
    again = false;
    for (const [part, { at }] of [...removed]) {
      const missed = anchorsIn(part as Entry | Node | TopLevel).find(isMissed);
      if (!missed) continue;
      refused.push({ at, reason: neededReason(missed.anchor!) });
      removed.delete(part);
      again = true;
    }
  }
  const lists = new Map<Owner, ChildList>();
  for (const [owner, list] of state.lists) lists.set(owner, viewOf(list, owner, removed));
  prune(family, lists, removed);
  return { removed, lists, refused, isDead };
}

function deadIn(family: Family, state: State, removed: ReadonlyMap<object, Removal>): (part: Entry | Node) => boolean {
  const isRemoved = (part: object): boolean => {
    const top = isEntry(part) ? family.topLevelOf(part) : undefined;
    return removed.has(part) || (top !== undefined && removed.has(top));
  };
  return (part) =>
    isRemoved(part) || family.ancestors(part).some((each) => isRemoved(each) || state.values.has(each as Node));
}

/** The list with only those children removed that `removed` names. */
function viewOf(list: ChildList, owner: Owner, removed: ReadonlyMap<object, Removal>): ChildList {
  const gone = new Set([...removed.values()].filter((each) => each.owner === owner).map(({ index }) => index));
  const slots = list.slots.map((slot) => (isNew(slot) ? slot : { index: slot.index, removed: gone.has(slot.index) }));
  const olds = slots.flatMap((slot) => (isNew(slot) ? [] : [slot]));
  const changed = olds.length < slots.length || gone.size > 0;
  return { ...list, slots, changed, old: (index) => olds[index]! };
}

/** A top-level key other than `Resources` goes with its last entry. */
function prune(family: Family, lists: Map<Owner, ChildList>, removed: Map<object, Removal>): void {
  family.tops.forEach((top, index) => {
    const owner = top.divided ? top : top.entry.value;
    const list = lists.get(owner as Owner);
    if (top.key === 'Resources' || !list?.changed || survivors(list).length > 0 || removed.has(top)) return;
    const templateList = lists.get(template) ?? childList(family.tops.length);
    templateList.old(index).removed = true;
    lists.set(template, { ...templateList, changed: true });
    removed.set(top, { owner: template, index, at: top.entry });
  });
}
