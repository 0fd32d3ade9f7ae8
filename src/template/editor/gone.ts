import type { AliasNode, Entry, Node } from '../node';
import { anchorsIn, usesOf } from './anchors';
import { childList, isNew, survivors, type ChildList } from './child-list';
import { isEntry, type Family } from './family';
import type { Geometry } from './geometry';
import { template, type Owner, type Removal, type State } from './state';
import type { TopLevel } from './top-level';

/** What is removed in the end: what was asked for, less what cannot go, and top-level keys that would be empty. */
export interface Gone {
  readonly removed: ReadonlyMap<object, Removal>;
  /** The children of each container, refused removals taken back. */
  readonly lists: ReadonlyMap<Owner, ChildList>;
  /** Aliases whose anchor goes with what is removed or replaced, each with the value that moves to its place. */
  readonly moved: ReadonlyMap<AliasNode, Node>;
  /** True for a part that is removed, or lies in something removed or replaced. */
  isDead(part: Entry | Node): boolean;
}

/** Settles which removals are made. An anchor that is used elsewhere moves to the first alias that stays. */
export function settleRemovals(geometry: Geometry, state: State): Gone {
  const { document, family } = geometry;
  const removed = new Map<object, Removal>(state.removed);
  const isDead = deadIn(family, state, removed);
  const moved = new Map<AliasNode, Node>();
  for (const part of document.text.includes('&') ? [...removed.keys(), ...state.values.keys()] : []) {
    for (const node of anchorsIn(part as Entry | Node | TopLevel)) {
      const left = usesOf(document, family, node).filter((alias) => !isDead(alias) && !state.values.has(alias));
      // The first in the text, so that the anchor still comes before the other aliases.
      const [heir] = left;
      const changesWithThem = state.values.has(node) && left.every((alias) => isMeant(state, alias));
      if (heir && !changesWithThem) moved.set(heir, node);
    }
  }
  const lists = new Map<Owner, ChildList>();
  for (const [owner, list] of state.lists) lists.set(owner, viewOf(list, owner, removed));
  prune(family, lists, removed);
  return { removed, lists, moved, isDead };
}

/** True for an alias that may change with what it stands for. */
export function isMeant(state: State, alias: AliasNode): boolean {
  return [...state.sharing].some(
    (part) => alias.section === part.section && part.start <= alias.start && alias.end <= part.end,
  );
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
