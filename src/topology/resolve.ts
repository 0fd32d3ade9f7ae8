import { asString, property, resolveAlias, type TemplateDocument } from '../template/index';
import type { Span } from '../text/index';
import { readString } from './read-value';
import { collectExports, type Exports } from './exports';
import type { Home } from './homes';
import { nestedUri, type Scope } from './scope';
import { textOf, type External, type Outcome, type Settled } from './settled';
import type { Assumption, Assumptions, List, Reference, Unknown, Value } from './value';

/** More combinations than these are not told apart; the value is then unknown. */
const maxOutcomes = 32;
const maxDepth = 40;

/** Looks values up in a set of templates. */
export interface Resolver {
  /** Everything a value may stand for. Outcomes that cannot come true are left out. */
  resolve<T>(value: Value<T> | undefined): readonly Outcome<T>[];
  /** The items of a list, each with what it stands for. `complete` is false where some items are not told. */
  resolveList(list: List<Value<string>> | undefined): {
    readonly items: readonly Outcome<string>[];
    readonly complete: boolean;
  };
  /** Both sets of assumptions together, or `undefined` when they cannot hold at once. */
  both(a: Assumptions, b: Assumptions): Assumptions | undefined;
  /** How the import of a name in a template is tied to an export, or why it is not; `undefined` where none fits. */
  tieOf: Exports['tieOf'];
}

/**
 * Makes a resolver over the templates of a set. Results are kept for as long as the resolver is. `homes` says whose
 * names the OpenAPI files use that the templates include, `documentAt` gives these files.
 */
export function createResolver(
  scopes: ReadonlyMap<string, Scope>,
  homes: ReadonlyMap<string, Home>,
  documentAt: (uri: string) => TemplateDocument | undefined,
): Resolver {
  const cache = new WeakMap<object, readonly Outcome<unknown>[]>();
  const inProgress = new Set<object>();
  const exported = once(() => collectExports(scopes, resolve, documentAt));
  const parents = once(() => indexParents());

  function resolve<T>(value: Value<T> | undefined): readonly Outcome<T>[] {
    if (!value) return [];
    if (value.kind === 'literal' || value.kind === 'unknown' || value.kind === 'absent') return [always(value)];
    const known = cache.get(value);
    if (known) return known as readonly Outcome<T>[];
    if (inProgress.has(value) || inProgress.size > maxDepth) return [always(unknown('it refers to itself', value.at))];
    inProgress.add(value);
    const outcomes = compute(value);
    inProgress.delete(value);
    cache.set(value, outcomes);
    return outcomes;
  }

  function compute<T>(value: Exclude<Value<T>, { kind: 'literal' | 'unknown' | 'absent' }>): readonly Outcome<T>[] {
    switch (value.kind) {
      case 'choice':
        return [
          ...under(atHome({ uri: value.uri, condition: value.condition, holds: true }), resolve(value.whenTrue)),
          ...under(atHome({ uri: value.uri, condition: value.condition, holds: false }), resolve(value.whenFalse)),
        ];
      case 'text':
        return concatenate(value.parts, value.at) as readonly Outcome<T>[];
      case 'reference':
        return lookUp(value) as readonly Outcome<T>[];
    }
  }

  /** A condition that is named in an included file is one of the template that includes it. */
  function atHome(assumption: Assumption): Assumption {
    const uri = homes.get(assumption.uri)?.scope?.document.uri;
    return uri === undefined ? assumption : { ...assumption, uri };
  }

  function under<T>(assumption: Assumption, outcomes: readonly Outcome<T>[]): Outcome<T>[] {
    if (scopes.get(assumption.uri)?.conditions.compatible([assumption]) === false) return [];
    return outcomes.flatMap(({ value, when }) => {
      const together = both([assumption], when);
      return together ? [{ value, when: together }] : [];
    });
  }

  function concatenate(parts: readonly Value<string>[], at: Span): readonly Outcome<string>[] {
    let texts: { parts: readonly Settled<string>[]; when: Assumptions }[] = [{ parts: [], when: [] }];
    for (const part of parts) {
      texts = texts.flatMap((text) =>
        resolve(part).flatMap(({ value, when }) => {
          const together = both(text.when, when);
          return together ? [{ parts: [...text.parts, value], when: together }] : [];
        }),
      );
      if (texts.length > maxOutcomes) return [always(unknown('it depends on too many conditions', at))];
    }
    return texts.map(({ parts: settled, when }) => ({ value: joined(settled, at), when }));
  }

  function lookUp(reference: Reference): readonly Outcome<string>[] {
    const { target, at } = reference;
    const home = homes.get(at.section.uri);
    const scope = home ? home.scope : scopes.get(at.section.uri);
    if (!scope) return [always(unknown(home?.because ?? 'its template is not at hand', at))];
    switch (target.to) {
      case 'name':
        return byName(scope, target.name, at);
      case 'attribute':
        return byAttribute(scope, target.logicalId, target.attribute, at);
      case 'export':
        return importValue(target.name, at);
      case 'mapping':
        return inMapping(scope, [target.map, target.first, target.second], target.otherwise, at);
      case 'item':
        return itemAt(target.list, target.index, at);
    }
  }

  function byName(scope: Scope, name: string, at: Span): readonly Outcome<string>[] {
    const resource = scope.resources.get(name);
    if (resource) return [always({ kind: 'resource', resource, attribute: undefined, at })];
    if (name.startsWith('AWS::')) return [always(external('pseudo', name, name, at))];
    const parameter = scope.parameter(name);
    if (!parameter) return [always(unknown(scope.outside ?? `nothing here is called "${name}"`, at))];
    const chosen = scope.chosen.get(name);
    if (chosen !== undefined) return [always({ kind: 'literal', value: chosen, at })];
    const given = givenByParent(scope, name);
    if (given) return moveTo(given, at);
    const type = asString(property(parameter.value, 'Type')) ?? '';
    const fallback = property(parameter.value, 'Default');
    const text = asString(fallback);
    // A default of an SSM parameter type is the name of a stored value, not the value.
    if (text !== undefined && !type.startsWith('AWS::SSM::')) return [always({ kind: 'literal', value: text, at })];
    return [always(external('parameter', name, `${scope.document.uri}#${name}`, at))];
  }

  /** What the one stack that nests this template passes for a parameter. Several stacks may pass several things. */
  function givenByParent(scope: Scope, name: string): readonly Outcome<string>[] | undefined {
    const stacks = parents().get(scope.document.uri) ?? [];
    const given = stacks.length === 1 ? stacks[0]!.parameters?.entries.find(({ key }) => key === name) : undefined;
    return given && resolve(given.value);
  }

  function byAttribute(scope: Scope, logicalId: string, attribute: string, at: Span): readonly Outcome<string>[] {
    const resource = scope.resources.get(logicalId);
    if (!resource) return [always(unknown(scope.outside ?? `nothing here is called "${logicalId}"`, at))];
    if (resource.kind === 'nested-stack' && attribute.startsWith('Outputs.')) {
      const name = attribute.slice('Outputs.'.length);
      const child = scopes.get(nestedUri(resource) ?? '');
      const output = child?.output(name);
      const value = output && readOnce(output.value, 'Value');
      if (value) return moveTo(resolve(value), at);
      return [
        always(external('stack-output', `${logicalId}.${name}`, `${scope.document.uri}#${logicalId}.${name}`, at)),
      ];
    }
    return [always({ kind: 'resource', resource, attribute, at })];
  }

  function importValue(name: Value<string>, at: Span): readonly Outcome<string>[] {
    return resolve(name).flatMap((outcome): readonly Outcome<string>[] => {
      const text = textOf(outcome.value);
      const { uri } = at.section;
      const importing = homes.get(uri)?.scope?.document.uri ?? uri;
      const found = exported().find(name, outcome.value, importing);
      const tie = found ? undefined : exported().tieOf(name, importing);
      const outside = external('export', text, `export ${text}`, at);
      const values: readonly Outcome<string>[] = found
        ? moveTo(resolve(found), at)
        : [always(tie?.kind === 'untied' ? { ...outside, untied: tie } : outside)];
      return values.flatMap(({ value, when }) => {
        const together = both(outcome.when, when);
        return together ? [{ value, when: together }] : [];
      });
    });
  }

  function inMapping(
    scope: Scope,
    keys: readonly Value<string>[],
    otherwise: Value<string> | undefined,
    at: Span,
  ): readonly Outcome<string>[] {
    const path = keys.map((key) => {
      const outcomes = resolve(key);
      const only = outcomes.length === 1 ? outcomes[0]!.value : undefined;
      return only?.kind === 'literal' ? only.value : undefined;
    });
    const [map, first, second] = path;
    if (map === undefined || first === undefined || second === undefined) {
      return [always(unknown('its keys are only known at deployment', at))];
    }
    const entry = scope.document.entry('Mappings', map);
    const text = entry && asString(resolveAlias(property(entry.value, first, second)));
    if (text === undefined && otherwise) return resolve(otherwise);
    return [
      always(
        text === undefined
          ? unknown(`"${map}" has no value for "${first}" and "${second}"`, at)
          : { kind: 'literal', value: text, at },
      ),
    ];
  }

  function itemAt(list: List<Value<string>>, index: number, at: Span): readonly Outcome<string>[] {
    const { items, complete } = resolveList(list);
    const plain = complete && items.every(({ when }) => when.length === 0);
    const item = plain ? items[index] : undefined;
    return [item ?? always(unknown('the list is only known at deployment', at))];
  }

  function resolveList(list: List<Value<string>> | undefined): {
    items: readonly Outcome<string>[];
    complete: boolean;
  } {
    if (!list) return { items: [], complete: true };
    const items = list.items.flatMap((item) =>
      resolve(item.value).flatMap(({ value, when }) => {
        const together = both(item.when, when);
        return together && value.kind !== 'absent' ? [{ value, when: together }] : [];
      }),
    );
    if (!list.reference) return { items, complete: !list.unknown };
    // A parameter of a list type: its value, where it is known, is one comma-separated text.
    const whole = resolve<string>(list.reference);
    const only = whole.length === 1 ? whole[0]!.value : undefined;
    if (only?.kind !== 'literal') return { items: whole, complete: false };
    return {
      items: only.value.split(',').map((text) => always({ kind: 'literal', value: text.trim(), at: only.at })),
      complete: true,
    };
  }

  function both(left: Assumptions, right: Assumptions): Assumptions | undefined {
    const [a, b] = homes.size === 0 ? [left, right] : [left.map(atHome), right.map(atHome)];
    if (a.length === 0) return b;
    if (b.length === 0) return a;
    const together = [...a];
    for (const next of b) {
      const same = together.find((known) => known.uri === next.uri && known.condition === next.condition);
      if (same && same.holds !== next.holds) return undefined;
      if (!same) together.push(next);
    }
    const possible = [...new Set(together.map(({ uri }) => uri))].every(
      (uri) => scopes.get(uri)?.conditions.compatible(together.filter((assumption) => assumption.uri === uri)) ?? true,
    );
    return possible ? together : undefined;
  }

  const values = new WeakMap<object, Value<string>>();
  function readOnce(node: Parameters<typeof property>[0] & object, key: string): Value<string> | undefined {
    const known = values.get(node);
    if (known) return known;
    const value = readString(property(node, key));
    if (value) values.set(node, value);
    return value;
  }

  function indexParents() {
    const byChild = new Map<string, Parameters<typeof nestedUri>[0][]>();
    for (const scope of scopes.values()) {
      for (const resource of scope.resources.values()) {
        const uri = resource.kind === 'nested-stack' ? nestedUri(resource) : undefined;
        if (uri !== undefined && resource.kind === 'nested-stack')
          byChild.set(uri, [...(byChild.get(uri) ?? []), resource]);
      }
    }
    return byChild;
  }

  return { resolve, resolveList, both, tieOf: (name, importing) => exported().tieOf(name, importing) };
}

function joined(parts: readonly Settled<string>[], at: Span): Settled<string> {
  const flat = parts.flatMap((part) => (part.kind === 'text' ? part.parts : [part]));
  if (flat.every((part) => part.kind === 'literal')) {
    return { kind: 'literal', value: flat.map((part) => (part.kind === 'literal' ? part.value : '')).join(''), at };
  }
  return { kind: 'text', parts: flat, at };
}

/** What another template says is reported where it is used. */
function moveTo(outcomes: readonly Outcome<string>[], at: Span): readonly Outcome<string>[] {
  return outcomes.map(({ value, when }) => ({ value: { ...value, at }, when }));
}

function always<T>(value: Settled<T>): Outcome<T> {
  return { value, when: [] };
}

function external(from: External['from'], name: string, key: string, at: Span): External {
  return { kind: 'external', from, name, key, at };
}

function unknown(because: string, at: Span): Unknown {
  return { kind: 'unknown', because, at };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
