import type { Edit } from '../../text/index';
import type { AliasNode, Entry, Node } from '../node';
import { sharedReason, usesOf } from './anchors';
import { textChange, type Change } from './change';
import { compose } from './compose';
import type { EditorOptions, Refusal } from './editor';
import { childrenOf, entriesOf, isEntry, isTopLevel } from './family';
import { copyOf, sameFragment, type Fragment } from './fragment';
import type { Geometry } from './geometry';
import { isMeant, settleRemovals } from './gone';
import { planKey } from './plan-key';
import { planList } from './plan-list';
import { planValue } from './plan-value';
import { template, type Owner, type State } from './state';
import { stylesOf } from './style';
import { toValue } from './value';

/** Turns what was asked for into edits, and says what is not done. */
export function plan(geometry: Geometry, state: State, options: EditorOptions): { edits: Edit[]; refused: Refusal[] } {
  const { document, family, lines } = geometry;
  const styles = stylesOf(geometry, options);
  const gone = settleRemovals(geometry, state);
  const refused = [...state.refusals];
  const { isDead } = gone;
  const isElsewhere = (alias: AliasNode): boolean =>
    !isDead(alias) && !state.values.has(alias) && !isMeant(state, alias);
  /** Refuses a change inside a value that is used elsewhere; `true` when the change may be made. */
  const mayChange = (at: Entry | Node): boolean => {
    for (const each of [at, ...family.ancestors(at)]) {
      // The anchor of a value that is replaced moves, see settleRemovals.
      if (isTopLevel(each) || isEntry(each) || state.values.has(each)) continue;
      if (!usesOf(document, family, each).some(isElsewhere)) continue;
      refused.push({ at, reason: sharedReason(each.anchor!) });
      return false;
    }
    return true;
  };
  const isLive = (owner: Owner): boolean => {
    if (owner === template) return true;
    if (isTopLevel(owner)) return !gone.removed.has(owner);
    return !isDead(owner) && !state.values.has(owner) && mayChange(owner);
  };

  const movedFrom = new Set(gone.moved.values());
  /** True for an alias of a value in whose place the same is put. */
  const becomes = (node: Node, fragment: Fragment): boolean => {
    if (node.kind !== 'alias' || !node.target || !isMeant(state, node) || movedFrom.has(node.target)) return false;
    const other = state.values.get(node.target);
    return (
      other !== undefined && sameFragment(fragment, state.values.get(node) ?? fragment) && sameFragment(other, fragment)
    );
  };
  const changes: Change[] = [];
  const write = (node: Node, fragment: Fragment, anchor?: string): Change[] =>
    planValue(geometry, node, styles.styleIn(node.section), (target) => toValue(fragment, target), anchor);
  for (const [node, fragment] of state.values) {
    // An alias of a value that becomes the same stays an alias.
    if (isDead(node) || becomes(node, fragment) || !mayChange(node)) continue;
    const isUsed = usesOf(document, family, node).some((alias) => !isDead(alias) && becomes(alias, fragment));
    changes.push(...write(node, fragment, isUsed ? node.anchor : undefined));
  }
  for (const [alias, node] of gone.moved) changes.push(...write(alias, copyOf(node), node.anchor));
  for (const [entry, key] of state.keys) {
    if (!isDead(entry) && mayChange(entry)) changes.push(planKey(geometry, entry, key, styles.styleIn(entry.section)));
  }
  for (const { span, text, isShared } of state.texts.values()) {
    const section = document.sections.find((each) => each === span.section);
    const entry = section && entriesOf(section).findLast((each) => each.start <= span.start);
    const part = entry && partAt(entry, span.start, span.end);
    if (part && (isDead(part) || state.values.has(part as Node) || (!isShared && !mayChange(part)))) continue;
    const { start, end } = document.locate(span);
    changes.push(textChange(start, end, text));
  }
  for (const [owner, list] of gone.lists) {
    if (!list.changed || !isLive(owner)) continue;
    const planned = planList(geometry, styles, owner, list);
    if (planned) changes.push(...planned);
    else refused.push({ at: owner as Node, reason: 'The items of this list cannot be told apart in the text' });
  }
  return { edits: compose(lines, changes), refused };
}

/** The innermost entry or node that holds a span. */
function partAt(entry: Entry, start: number, end: number): Entry | Node {
  if (end <= entry.key.end) return entry;
  let node = entry.value;
  for (;;) {
    if (node.kind === 'mapping') {
      const inside = node.entries.find((each) => each.start <= start && end <= Math.max(each.end, each.value.end));
      if (!inside) return node;
      if (end <= inside.key.end) return inside;
      node = inside.value;
      continue;
    }
    const inside = childrenOf(node).find((each) => each.start <= start && end <= each.end);
    if (!inside) return node;
    node = inside;
  }
}
