import type { Edit, Span } from '../../text/index';
import type { TemplateDocument } from '../document';
import type { Entry, IntrinsicNode, MappingNode, Node, ScalarNode } from '../node';
import { childList, type Anchor, type ChildList, type Slot } from './child-list';
import { isAbsent, type EditorOptions, type EntryOptions, type Refusal, type TemplateEditor } from './editor';
import { isNamed, positionsByName } from './entry-names';
import { familyOf, isEntry, isTopLevel } from './family';
import { isIntrinsicFragment, type Fragment } from './fragment';
import { geometryOf, type Geometry } from './geometry';
import { linesOf } from './lines';
import { plan } from './plan';
import { template, type Owner, type State } from './state';
import type { TopLevel } from './top-level';
import { usualPlace } from './usual-place';

/**
 * Makes an editor for one version of a template. Nothing is looked at before the first change is asked for.
 * A document that is no template has no parts that could be changed, and nothing is added to it.
 */
export function createEditor(document: TemplateDocument, options: EditorOptions = {}): TemplateEditor {
  let prepared: Geometry | undefined;
  const geometry = (): Geometry => {
    if (!prepared) {
      const family = familyOf(document);
      prepared = geometryOf(document, linesOf(document), family);
    }
    return prepared;
  };
  const state: State = {
    values: new Map(),
    keys: new Map(),
    texts: new Map(),
    lists: new Map(),
    removed: new Map(),
    refusals: [],
    sharing: new Set(),
  };
  let result: { edits: readonly Edit[]; refused: readonly Refusal[] } | undefined;
  const changed = (): void => void (result = undefined);
  const planned = (): { edits: readonly Edit[]; refused: readonly Refusal[] } => {
    if (isUntouched(state)) return { edits: [], refused: state.refusals };
    return (result ??= plan(geometry(), state, options));
  };

  const listOf = (owner: Owner, count: number): ChildList => {
    let list = state.lists.get(owner);
    if (!list) state.lists.set(owner, (list = childList(count)));
    return list;
  };
  const templateList = (): ChildList => listOf(template, geometry().family.tops.length);
  const refuse = (at: Span, reason: string): void => void state.refusals.push({ at, reason });

  const remove = (part: Entry | Node | TopLevel, owner: Owner, count: number, index: number, at: Span): void => {
    listOf(owner, count).old(index).removed = true;
    state.removed.set(part, { owner, index, at });
    changed();
  };
  const removeTop = (top: TopLevel): void => {
    const { tops } = geometry().family;
    remove(top, template, tops.length, tops.indexOf(top), top.entry);
  };

  /** Sets an entry among `entries`, which stand in the text, and those that were added. */
  const setAmong = (
    owner: Owner,
    entries: readonly Entry[],
    key: string,
    value: Fragment,
    more: EntryOptions,
  ): void => {
    const list = listOf(owner, entries.length);
    changed();
    const added = list.added(key);
    if (added) {
      added.value = value;
      return;
    }
    const positions = positionsByName(entries);
    const renamedTo = (name: string): readonly number[] =>
      [...state.keys].flatMap(([entry, other]) => (other === name ? entries.indexOf(entry) : []));
    const named = (name: string): Slot | undefined => {
      const index = Math.max(-1, ...(positions.get(name) ?? []), ...renamedTo(name));
      return list.added(name) ?? (index < 0 ? undefined : list.old(index));
    };
    const present = [...(positions.get(key) ?? []), ...renamedTo(key)]
      .filter((index) => index >= 0 && hasKey(state, entries[index]!, key) && !list.old(index).removed)
      .sort((a, b) => a - b)
      .at(-1);
    if (present !== undefined) {
      state.values.set(entries[present]!.value, value);
      return;
    }
    list.insert({ key, value, comment: more.comment }, anchorFor(named(key), named, more));
  };

  const editor: TemplateEditor = {
    replaceValue(node, value) {
      geometry().family.parentOf(node);
      // One `Ref` in the place of another changes its name alone, so that comments beside it stay.
      if (isIntrinsicFragment(value) && value.name === 'Ref' && node.anchor === undefined && isLongRef(node))
        state.values.set(node.argument, value.argument);
      else state.values.set(node, value);
      changed();
    },
    replaceText(span, text, scope) {
      const { start, end } = document.locate(span);
      state.texts.set(`${start}-${end}`, { span, text, isShared: scope === 'everywhere' });
      changed();
    },
    setEntry(owner, key, value, more = {}) {
      const target = isEntry(owner) ? owner.value : owner;
      if (target.kind === 'mapping') setAmong(target, target.entries, key, value, more);
      else if (target.kind === 'scalar' && isAbsent(target)) setAmong(target, [], key, value, more);
      else refuse(target, notAMapping(target, key));
    },
    renameKey(entry, key) {
      geometry().family.parentOf(entry);
      state.keys.set(entry, key);
      changed();
    },
    removeEntry(entry) {
      const { family } = geometry();
      const top = family.topLevelOf(entry);
      if (top) return removeTop(top);
      const parent = family.parentOf(entry) as MappingNode | TopLevel;
      const siblings = isTopLevel(parent) ? parent.children : parent.entries;
      return remove(entry, parent, siblings.length, siblings.indexOf(entry), entry);
    },
    removeItem(sequence, item) {
      const index = sequence.items.indexOf(item);
      if (index < 0) throw new RangeError('The item is not in the sequence');
      remove(item, sequence, sequence.items.length, index, item);
    },
    insertItem(sequence, value, place = {}) {
      const list = listOf(sequence, sequence.items.length);
      const beside = place.after ?? place.before;
      const index = beside ? sequence.items.indexOf(beside) : -1;
      const anchor: Anchor | undefined =
        index < 0 ? undefined : { slot: list.old(index), side: place.after ? 'after' : 'before' };
      list.insert({ key: undefined, value, comment: undefined }, anchor);
      changed();
    },
    addEntry(topLevelKey, logicalId, value, more = {}) {
      if (document.dialect === 'none') return;
      const { tops } = geometry().family;
      const index = tops.findLastIndex((top) => top.key === topLevelKey);
      const top = tops[index];
      if (top && !templateList().old(index).removed) {
        if (top.divided) setAmong(top, top.children, logicalId, value, more);
        else editor.setEntry(top.entry, logicalId, value, more);
        return;
      }
      const list = templateList();
      const added = list.added(topLevelKey);
      const inner = added ? (added.value as ChildList) : childList(0);
      if (!added) {
        const anchor: Anchor | undefined = top
          ? { slot: list.old(index), side: 'after' }
          : usualPlace(topLevelKey, tops, list);
        list.insert({ key: topLevelKey, value: inner, comment: undefined }, anchor);
      }
      addTo(inner, logicalId, value, more);
      changed();
    },
    removeTopLevelEntry(topLevelKey) {
      for (const top of geometry().family.tops) if (top.key === topLevelKey) removeTop(top);
      const list = state.lists.get(template);
      const added = list?.added(topLevelKey);
      if (added) list?.withdraw(added);
      changed();
    },
    shareIn(part) {
      state.sharing.add(part);
      changed();
    },
    isRemoved(part) {
      const { family } = geometry();
      const top = isEntry(part) ? family.topLevelOf(part) : undefined;
      return [part, top, ...family.ancestors(part)].some((each) => each !== undefined && state.removed.has(each));
    },
    edits: () => planned().edits,
    refused: () => planned().refused,
  };
  return editor;
}

/** Adds to a mapping that is being put together. */
function addTo(list: ChildList, key: string, value: Fragment, more: EntryOptions): void {
  const present = list.added(key);
  if (present) present.value = value;
  else list.insert({ key, value, comment: more.comment }, anchorFor(undefined, list.added, more));
}

/** Where a new entry goes: where asked, else in the place of a removed entry of its name, else at the end. */
function anchorFor(
  removed: Slot | undefined,
  named: (key: string) => Slot | undefined,
  { after, before }: EntryOptions,
): Anchor | undefined {
  const behind = after === undefined ? undefined : named(after);
  if (behind) return { slot: behind, side: 'after' };
  const ahead = before === undefined ? undefined : named(before);
  if (ahead) return { slot: ahead, side: 'before' };
  return removed && { slot: removed, side: 'after' };
}

function isLongRef(node: Node): node is IntrinsicNode & { readonly argument: ScalarNode } {
  return node.kind === 'intrinsic' && node.name === 'Ref' && node.form === 'long' && node.argument.kind === 'scalar';
}

function hasKey(state: State, entry: Entry, key: string): boolean {
  const renamed = state.keys.get(entry);
  return renamed === undefined ? isNamed(entry, key) : renamed === key;
}

function notAMapping(node: Node, key: string): string {
  if (node.kind === 'alias') return `"${key}" cannot be set here, because the value is the alias "*${node.name}"`;
  return `"${key}" cannot be set here, because the value is not a mapping`;
}

function isUntouched({ values, keys, texts, lists }: State): boolean {
  return values.size + keys.size + texts.size + lists.size === 0;
}
