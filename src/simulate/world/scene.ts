import { property } from '../../template/index';
import {
  identified,
  numberOf,
  readString,
  type Assumptions,
  type List,
  type OtherResource,
  type Resource,
  type ResourceKind,
  type ResourceValue,
  type Settled,
  type StringMap,
  type Topology,
  type Value,
} from '../../topology/index';
import { createNames, type Names } from './names';
import { presentUris } from './nested';
import { createScenario } from './scenario';

/** A topology under one set of decisions: each value is at most one thing. Collects what had to be taken on trust. */
export interface Scene {
  readonly topology: Topology;
  readonly names: Names;
  assume(sentence: string): void;
  isPresent(resource: Resource): boolean;
  /** True where all of these conditions are as they say. */
  holds(when: Assumptions): boolean;
  /** The resources of one kind whose conditions hold. */
  all<K extends ResourceKind>(kind: K): readonly Extract<Resource, { kind: K }>[];
  /** The same for types that have no kind of their own. */
  others(type: string): readonly OtherResource[];
  settle<T>(value: Value<T> | undefined): Settled<T> | undefined;
  /** The items of a list that are there. */
  items<T>(list: List<T> | undefined): readonly T[];
  settleList(list: List<Value<string>> | undefined): {
    readonly items: readonly Settled<string>[];
    readonly complete: boolean;
  };
  /** The value as text, with `<name>` for what is decided outside. `undefined`: absent, or not to be known. */
  text(value: Value<string> | undefined): string | undefined;
  /** The same for a value that is settled. */
  textOf(value: Settled<unknown> | undefined): string | undefined;
  /** The text, where every part of it is written out. */
  plain(value: Value<string> | undefined): string | undefined;
  number(value: Value<number> | undefined): number | undefined;
  boolean(value: Value<boolean> | undefined): boolean | undefined;
  record(map: StringMap | undefined): Readonly<Record<string, string>> | undefined;
  /** The conditions that were taken on trust so far. */
  taken(): Assumptions;
  /** All that was taken on trust so far, in sentences. */
  assumptions(): readonly string[];
}

/** Opens a scene. Decisions, placeholders and sentences belong to this scene alone. */
export function createScene(topology: Topology, when: Assumptions): Scene {
  const scenario = createScenario(topology, when);
  const names = createNames(topology);
  const sentences = new Set<string>();
  const holds = (resource: Resource): boolean => scenario.holds(topology.whenPresent(resource));
  const uris = presentUris(topology, holds);
  const isPresent = (resource: Resource): boolean => uris.has(resource.uri) && holds(resource);

  const settle = <T>(value: Value<T> | undefined): Settled<T> | undefined => {
    const found = topology.resolve(value).find(({ when: needs }) => scenario.holds(needs))?.value;
    return found?.kind === 'absent' ? undefined : found;
  };

  const textOf = (value: Settled<unknown> | undefined): string | undefined => {
    switch (value?.kind) {
      case 'literal':
        return String(value.value);
      case 'external':
        return names.outside(value);
      case 'resource':
        return identified(value) ? identity(value.resource) : attribute(value);
      case 'text':
        return value.parts.map(inText).join('');
      default:
        return undefined;
    }
  };

  /** Inside a longer text a balancer's `Ref` is its whole ARN, and what cannot be known keeps a place. */
  const inText = (part: Settled<unknown>): string => {
    const resource = identified(part);
    if (resource?.kind === 'load-balancer') return names.arn(resource);
    if (part.kind === 'unknown') {
      sentences.add(`A part of a text is not known, because ${part.because}; "<unknown>" stands for it.`);
      return '<unknown>';
    }
    return textOf(part) ?? '';
  };

  const identity = (resource: Resource): string => {
    // Ref of these gives a name, not an id. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html
    if (resource.kind === 'stage') return text(resource.stageName) ?? names.of(resource);
    if (resource.type === 'AWS::Route53::RecordSet')
      return text(readString(resource.properties && property(resource.properties, 'Name'))) ?? names.of(resource);
    return names.of(resource);
  };

  const attribute = ({ resource, attribute: name, at }: ResourceValue): string => {
    if (resource.kind === 'load-balancer') {
      if (name === 'DNSName') return names.dnsName(resource);
      if (name === 'LoadBalancerFullName') return names.fullName(resource);
    }
    if (resource.type === 'AWS::EC2::VPC' && name === 'CidrBlock') {
      const cidr = text(readString(resource.properties && property(resource.properties, 'CidrBlock')));
      if (cidr !== undefined) return cidr;
    }
    if (name === 'Arn') return names.of(resource);
    const full = `${names.of(resource)}.${name ?? ''}`;
    return names.outside({ kind: 'external', from: 'attribute', name: full, key: `attribute ${full}`, at });
  };

  const text = (value: Value<string> | undefined): string | undefined => textOf(settle(value));

  return {
    topology,
    names,
    assume: (sentence) => void sentences.add(sentence),
    isPresent,
    holds: scenario.holds,
    all: <K extends ResourceKind>(kind: K) => topology.ofKind(kind).filter(isPresent),
    others: (type) => topology.ofKind('other').filter((resource) => resource.type === type && isPresent(resource)),
    settle,
    items: (list) => (list?.items ?? []).filter((item) => scenario.holds(item.when)).map((item) => item.value),
    settleList: (list) => {
      const { items, complete } = topology.resolveList(list);
      return { items: items.filter(({ when: needs }) => scenario.holds(needs)).map((item) => item.value), complete };
    },
    text,
    textOf,
    plain: (value) => {
      const settled = settle(value);
      return settled?.kind === 'literal' ? String(settled.value) : undefined;
    },
    number: (value) => numberOf(settle(value)),
    boolean: (value) => {
      const settled = settle(value);
      return settled?.kind === 'literal' ? String(settled.value).toLowerCase() === 'true' : undefined;
    },
    record: (map) => {
      if (!map) return undefined;
      const entries = map.entries.flatMap(({ key, value }) => {
        const known = text(value);
        return known === undefined ? [] : [[key, known] as const];
      });
      return Object.fromEntries(entries);
    },
    taken: scenario.taken,
    assumptions: () => [...scenario.sentences(), ...names.sentences(), ...sentences],
  };
}
