import type { Span } from '../../text/index';
import { numberOf, type Assumptions, type Resource, type StringMap, type Topology } from '../index';
import { outcomesUnder } from './under';
import { isWrittenOut } from './written-out';

/** A numeric attribute of a load balancer or target group. */
export interface NumericAttribute {
  readonly value: number;
  /** `undefined` where the default counts. */
  readonly at: Span | undefined;
  readonly when: Assumptions;
}

/**
 * What an attribute may be where `when` holds, its default where it is not set; empty where that is not told.
 * `attributes` is the list that `resource` holds under `property`.
 */
export function numericAttribute(
  topology: Topology,
  resource: Resource,
  property: string,
  attributes: StringMap | undefined,
  { key, fallback }: { readonly key: string; readonly fallback: number },
  when: Assumptions,
): readonly NumericAttribute[] {
  if (!isWrittenOut(resource.properties, property)) return [];
  const entry = attributes?.entries.find((candidate) => candidate.key === key);
  if (!entry) return [{ value: fallback, at: undefined, when }];
  return outcomesUnder(topology, entry.value, when).flatMap((outcome): NumericAttribute[] => {
    const value = numberOf(outcome.value);
    return value === undefined ? [] : [{ value, at: outcome.value.at, when: outcome.when }];
  });
}
