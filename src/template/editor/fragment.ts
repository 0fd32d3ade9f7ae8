import type { IntrinsicName, Node } from '../node';

const kind: unique symbol = Symbol('fragment');

/**
 * A value to be written: plain data, intrinsics, and copies of what stands in a template. The editor spells it in the
 * style of the place where it is written (YAML or JSON, block or flow, short or long intrinsics, quotes).
 */
export type Fragment = string | number | boolean | readonly Fragment[] | FragmentMap | IntrinsicFragment | CopyFragment;

/** A mapping to be written, in the order of its keys (JavaScript puts keys such as `200` first). An `undefined` value leaves its key out. */
export interface FragmentMap {
  readonly [key: string]: Fragment | undefined;
}

/** A call of an intrinsic function. Made by `fn`, `ref`, `getAtt` and `sub`. */
export interface IntrinsicFragment {
  readonly [kind]: 'intrinsic';
  readonly name: IntrinsicName;
  readonly argument: Fragment;
}

/** A copy of a value of this or another template. Made by `copyOf`. */
export interface CopyFragment {
  readonly [kind]: 'copy';
  readonly node: Node;
}

/** A call of the function `name` (long name, such as `Fn::If`) with `argument`: `fn('Fn::If', ['IsProd', 'a', 'b'])`. */
export function fn(name: IntrinsicName, argument: Fragment): IntrinsicFragment {
  return { [kind]: 'intrinsic', name, argument };
}

/** `Ref` to a resource, parameter or pseudo parameter. */
export function ref(logicalId: string): IntrinsicFragment {
  return fn('Ref', logicalId);
}

/** `Fn::GetAtt`; written `!GetAtt A.B` in short form and as a list in long form. */
export function getAtt(logicalId: string, attribute: string): IntrinsicFragment {
  return fn('Fn::GetAtt', [logicalId, attribute]);
}

/** `Fn::Sub` of `template`, with the variables of its two-argument form where given. */
export function sub(template: string, variables?: FragmentMap): IntrinsicFragment {
  return fn('Fn::Sub', variables === undefined ? template : [template, variables]);
}

/**
 * A copy of `node` as it stands in its document (edits pending in an editor are not in it). Where source and place are
 * both blocks or both flow of one language, its text is copied, re-indented, with the comments inside. Otherwise, and
 * where it holds an anchor or an alias, its value is written anew: comments are dropped, aliases are spelled out.
 */
export function copyOf(node: Node): CopyFragment {
  return { [kind]: 'copy', node };
}

/** True for what `fn` and its kin make. */
export function isIntrinsicFragment(fragment: Fragment): fragment is IntrinsicFragment {
  return isMarked(fragment) && fragment[kind] === 'intrinsic';
}

/** True for what `copyOf` makes. */
export function isCopyFragment(fragment: Fragment): fragment is CopyFragment {
  return isMarked(fragment) && fragment[kind] === 'copy';
}

/** True for a list to be written. */
export function isFragmentList(fragment: Fragment): fragment is readonly Fragment[] {
  return Array.isArray(fragment);
}

function isMarked(fragment: Fragment): fragment is IntrinsicFragment | CopyFragment {
  return typeof fragment === 'object' && kind in fragment;
}

/** True for fragments that spell the same value. Copies are the same where they copy the same node. */
export function sameFragment(one: Fragment, other: Fragment): boolean {
  if (typeof one !== 'object' || typeof other !== 'object') return one === other;
  if (isCopyFragment(one) || isCopyFragment(other))
    return isCopyFragment(one) && isCopyFragment(other) && one.node === other.node;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  const at = (fragment: object, key: string): Fragment => (fragment as FragmentMap)[key] ?? '';
  return (
    keys.length === others.length && keys.every((key) => key in other && sameFragment(at(one, key), at(other, key)))
  );
}
