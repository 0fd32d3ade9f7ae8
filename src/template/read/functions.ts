import type { Node } from '../node';
import { resolveAlias } from './alias';
import { itemsOf } from './mapping';
import { asString } from './scalar';

/**
 * True for `Ref: AWS::NoValue`, which removes the property it stands for.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function noValue(node: Node | undefined): boolean {
  const call = resolveAlias(node);
  return call?.kind === 'intrinsic' && call.name === 'Ref' && asString(call.argument) === 'AWS::NoValue';
}

/** The two arguments of `Fn::Join`; `undefined` for any other node and where they are not written out. */
export function joinParts(
  node: Node | undefined,
): { readonly separator: string; readonly items: readonly Node[] } | undefined {
  const call = resolveAlias(node);
  if (call?.kind !== 'intrinsic' || call.name !== 'Fn::Join') return undefined;
  const [first, second] = itemsOf(call.argument);
  const separator = asString(first);
  const list = resolveAlias(second);
  if (separator === undefined || list?.kind !== 'sequence') return undefined;
  return { separator, items: list.items };
}
