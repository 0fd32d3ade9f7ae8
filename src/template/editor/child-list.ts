import type { Fragment } from './fragment';

/** A child that stands in the text. */
export interface OldSlot {
  readonly index: number;
  removed: boolean;
}

/** A child to be written. */
export interface NewSlot {
  readonly key: string | undefined;
  /** The value, or the entries of a mapping that is being put together. */
  value: Fragment | ChildList;
  readonly comment: string | undefined;
  /** Whether the text goes right behind the old child before it, or right before the old child after it. */
  readonly side: Side;
}

export type Slot = OldSlot | NewSlot;
export type Side = 'after' | 'before';

/** The children of one container as they shall be: those that stand there, marked when removed, and new ones between. */
export interface ChildList {
  readonly isChildList: true;
  readonly slots: readonly Slot[];
  readonly changed: boolean;
  old(index: number): OldSlot;
  /** The new child of this key. */
  added(key: string): NewSlot | undefined;
  /** Inserts beside a slot, behind what was inserted on that side of it before; at the end without a slot. */
  insert(slot: Omit<NewSlot, 'side'>, beside?: Anchor): void;
  /** Takes a new slot out again. */
  withdraw(slot: NewSlot): void;
}

export interface Anchor {
  readonly slot: Slot;
  readonly side: Side;
}

/** True for a child to be written. */
export function isNew(slot: Slot): slot is NewSlot {
  return 'side' in slot;
}

/** The children that shall be there. */
export function survivors(list: ChildList): Slot[] {
  return list.slots.filter((slot) => isNew(slot) || !slot.removed);
}

/** A list of `count` old children. */
export function childList(count: number): ChildList {
  const olds: OldSlot[] = Array.from({ length: count }, (_, index) => ({ index, removed: false }));
  const slots: Slot[] = [...olds];
  const anchors = new Map<Slot, Anchor>();
  const byKey = new Map<string, NewSlot>();
  /** True for what was inserted after `slot`, or after something that was. */
  const followsFrom = (candidate: Slot | undefined, slot: Slot): boolean => {
    for (let at = candidate && anchors.get(candidate); at?.side === 'after'; at = anchors.get(at.slot)) {
      if (at.slot === slot) return true;
    }
    return false;
  };
  return {
    isChildList: true,
    slots,
    get changed() {
      return slots.length > count || olds.some(({ removed }) => removed);
    },
    old: (index) => olds[index]!,
    added: (key) => byKey.get(key),
    insert(slot, beside) {
      const last = slots.at(-1);
      const anchor = beside ?? (last && { slot: last, side: 'after' });
      const side = anchor && isNew(anchor.slot) ? anchor.slot.side : (anchor?.side ?? 'after');
      const added: NewSlot = { ...slot, side };
      let at = beside ? slots.indexOf(beside.slot) : slots.length;
      if (beside?.side === 'after') {
        at++;
        while (followsFrom(slots[at], beside.slot)) at++;
      }
      slots.splice(at, 0, added);
      if (slot.key !== undefined && !byKey.has(slot.key)) byKey.set(slot.key, added);
      if (anchor) anchors.set(added, anchor);
    },
    withdraw(slot) {
      slots.splice(slots.indexOf(slot), 1);
      if (slot.key !== undefined) byKey.delete(slot.key);
    },
  };
}
