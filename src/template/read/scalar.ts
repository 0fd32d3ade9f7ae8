import type { Node, ScalarValue } from '../node';
import { resolveAlias } from './alias';

/** The value of a scalar, looked up through aliases; `undefined` for any other node. */
export function scalarValue(node: Node | undefined): ScalarValue | undefined {
  const scalar = resolveAlias(node);
  return scalar?.kind === 'scalar' ? scalar.value : undefined;
}

/**
 * The text of a scalar, looked up through aliases. Numbers and booleans count as they are written (`010`, `True`), as
 * CloudFormation takes them; `undefined` for null and for any other node.
 */
export function asString(node: Node | undefined): string | undefined {
  const scalar = resolveAlias(node);
  if (scalar?.kind !== 'scalar' || scalar.value === null) return undefined;
  return typeof scalar.value === 'string' ? scalar.value : scalar.source;
}
