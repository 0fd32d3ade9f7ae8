import {
  numberOf,
  soleOf,
  stringOf,
  type Assumptions,
  type List,
  type ListenerRule,
  type RuleCondition,
  type Topology,
  type Value,
} from '../index';

/** The values of one condition of a listener rule, as far as they are told. */
export interface KnownCondition {
  readonly source: RuleCondition;
  readonly field: string | undefined;
  /** Lower case, for `http-header`. */
  readonly header: string | undefined;
  readonly values: KnownTexts;
  readonly regexes: KnownTexts;
  /** The pairs of `query-string`. */
  readonly pairs: readonly QueryPair[];
  readonly when: Assumptions;
}

export interface KnownTexts {
  /** Every text that may be in the list. */
  readonly possible: readonly string[];
  /** Those that are in it whatever holds. */
  readonly certain: readonly string[];
  /** False where the list may hold more. */
  readonly complete: boolean;
}

export interface QueryPair {
  readonly key: string | undefined;
  /** `undefined` where it is not told. */
  readonly value: string | undefined;
}

const cache = new WeakMap<Topology, Map<ListenerRule, readonly KnownCondition[]>>();

/** The conditions of a rule with what is told about them. */
export function knownConditions(topology: Topology, rule: ListenerRule): readonly KnownCondition[] {
  let ofTopology = cache.get(topology);
  if (!ofTopology) cache.set(topology, (ofTopology = new Map<ListenerRule, readonly KnownCondition[]>()));
  let known = ofTopology.get(rule);
  if (!known) {
    known = (rule.conditions?.items ?? []).map(({ value, when }) => read(topology, value, when));
    ofTopology.set(rule, known);
  }
  return known;
}

/** The priority of a rule, where it is told. */
export function priorityOf(topology: Topology, rule: ListenerRule): number | undefined {
  return numberOf(soleOf(topology.resolve(rule.priority)));
}

function read(topology: Topology, source: RuleCondition, when: Assumptions): KnownCondition {
  const text = (value: Value<string> | undefined) => stringOf(soleOf(topology.resolve(value)));
  return {
    source,
    field: text(source.field),
    header: text(source.headerName)?.toLowerCase(),
    values: textsOf(topology, source.values),
    regexes: textsOf(topology, source.regexValues),
    pairs: (source.queryStrings?.items ?? []).map((item) => ({
      key: text(item.value.key),
      value: text(item.value.value),
    })),
    when,
  };
}

function textsOf(topology: Topology, list: List<Value<string>> | undefined): KnownTexts {
  const { items, complete } = topology.resolveList(list);
  const literals = items.flatMap(({ value, when }) => {
    const text = stringOf(value);
    return text === undefined ? [] : [{ text, when }];
  });
  return {
    possible: literals.map(({ text }) => text),
    certain: literals.filter(({ when }) => when.length === 0).map(({ text }) => text),
    complete: complete && literals.length === items.length,
  };
}
