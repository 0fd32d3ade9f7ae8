import { asString, itemsOf, noValue, resolveAlias, type Node } from '../template/index';
import type { Assumptions } from './value';

/** One of the blocks that a property may hold, and what must hold for it to be the one. */
export interface NodeBranch {
  /** `undefined` where the property is missing or `AWS::NoValue` takes its place. */
  readonly node: Node | undefined;
  /** What stands in the text: the node, or an alias of it. */
  readonly written: Node | undefined;
  readonly when: Assumptions;
}

/** The blocks out of `Fn::If` inside `Fn::If`; a property that depends on nothing gives itself. Never empty. */
export function readBranches(written: Node | undefined, when: Assumptions = []): readonly NodeBranch[] {
  const node = resolveAlias(written);
  if (!node || noValue(node)) return [{ node: undefined, written, when }];
  if (node.kind !== 'intrinsic' || node.name !== 'Fn::If') return [{ node, written, when }];
  const [name, whenTrue, whenFalse] = itemsOf(node.argument);
  const condition = name && asString(name);
  if (!condition || !whenTrue || !whenFalse) return [{ node, written, when }];
  const { uri } = node.section;
  return [
    ...readBranches(whenTrue, [...when, { uri, condition, holds: true }]),
    ...readBranches(whenFalse, [...when, { uri, condition, holds: false }]),
  ];
}
