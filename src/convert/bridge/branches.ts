import { fn, type Fragment, type Node } from '../../template/index';
import type { Span } from '../../text/index';
import type { Assumptions, Choice, Resource, Topology, Value } from '../../topology/index';

/** One value out of `Fn::If` inside `Fn::If`, and what must hold for it to be the one. */
export interface Branch<T> {
  readonly value: Exclude<Value<T>, Choice<T>>;
  readonly when: Assumptions;
}

/** The values that a property may have, without those whose conditions cannot hold together with `when`. */
export function branchesOf<T>(
  topology: Topology,
  value: Value<T> | undefined,
  when: Assumptions = [],
): readonly Branch<T>[] {
  if (!value) return [];
  if (value.kind !== 'choice') return [{ value, when }];
  return [true, false].flatMap((holds) => {
    const inner = topology.both(when, [{ uri: value.uri, condition: value.condition, holds }]);
    return inner ? branchesOf(topology, holds ? value.whenTrue : value.whenFalse, inner) : [];
  });
}

/** Writes a value under the same conditions as `value` stands under: `Fn::If` for each choice, `leaf` for the rest. */
export function likeBranches<T>(value: Value<T>, leaf: (value: Exclude<Value<T>, Choice<T>>) => Fragment): Fragment {
  if (value.kind !== 'choice') return leaf(value);
  return fn('Fn::If', [value.condition, likeBranches(value.whenTrue, leaf), likeBranches(value.whenFalse, leaf)]);
}

/** True when a resource is surely there wherever all of `when` holds. Conditions of other templates tell nothing. */
export function existsWhen(topology: Topology, resource: Resource, when: Assumptions): boolean {
  const { condition, uri } = resource;
  if (!condition) return true;
  return topology.both(when, [{ uri, condition: condition.name, holds: false }]) === undefined;
}

/** True for a span that is a value of the template and not only some characters of one. */
export function isNode(span: Span): span is Node {
  return 'kind' in span;
}
