import { asString, itemsOf, resolveAlias, type Node, type TemplateDocument } from '../template/index';
import type { Assumption, Assumptions } from './value';

/** Above this many combinations everything is taken to be possible, so that no true case is ever dropped. */
const maxCombinations = 4096;

type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'equals'; readonly variable: string; readonly value: string }
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Formula[] };

/** Tells which conditions of one template can hold together. */
export interface Conditions {
  /** False only when no choice of parameters makes all assumptions true. */
  compatible(assumptions: Assumptions): boolean;
  /** The value of a condition, where the chosen parameters or the conditions themselves settle it. */
  settled(condition: string): boolean | undefined;
}

/**
 * Reads the `Conditions` of a template. `chosen` are the parameter values that are known for certain; a default is
 * not certain. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function readConditions(document: TemplateDocument, chosen: ReadonlyMap<string, string>): Conditions {
  const formulas = new Map<string, Formula>();
  const results = new Map<string, boolean>();

  const formulaOf = (name: string, seen: readonly string[]): Formula => {
    const known = formulas.get(name);
    if (known) return known;
    const entry = document.entry('Conditions', name);
    // A condition that is missing or refers to itself may be anything.
    if (!entry || seen.includes(name)) return { kind: 'equals', variable: `condition ${name}`, value: 'true' };
    const formula = toFormula(entry.value, (next) => formulaOf(next, [...seen, name]), chosen);
    formulas.set(name, formula);
    return formula;
  };

  const compatible = (assumptions: Assumptions): boolean => {
    if (assumptions.length === 0) return true;
    const key = assumptions
      .map((assumption) => `${assumption.holds ? '' : '!'}${assumption.condition}`)
      .sort()
      .join('&');
    let result = results.get(key);
    if (result === undefined) {
      const wanted = assumptions.map(({ condition, holds }): Formula => {
        const formula = formulaOf(condition, []);
        return holds ? formula : { kind: 'not', of: formula };
      });
      result = satisfiable({ kind: 'all', of: wanted }, (variable) => allowedValues(document, variable));
      results.set(key, result);
    }
    return result;
  };

  return {
    compatible,
    settled: (condition) => {
      const one = (holds: boolean): Assumption => ({ uri: document.uri, condition, holds });
      const [canHold, canFail] = [compatible([one(true)]), compatible([one(false)])];
      return canHold === canFail ? undefined : canHold;
    },
  };
}

function toFormula(written: Node, named: (name: string) => Formula, chosen: ReadonlyMap<string, string>): Formula {
  const node = resolveAlias(written);
  if (node?.kind !== 'intrinsic') return { kind: 'equals', variable: `text ${asString(node) ?? '?'}`, value: 'true' };
  const parts = () => itemsOf(node.argument).map((item) => toFormula(item, named, chosen));
  switch (node.name) {
    case 'Condition':
      return named(asString(node.argument) ?? '');
    case 'Fn::And':
      return { kind: 'all', of: parts() };
    case 'Fn::Or':
      return { kind: 'any', of: parts() };
    case 'Fn::Not':
      return { kind: 'not', of: { kind: 'all', of: parts() } };
    case 'Fn::Equals':
      return toEquals(itemsOf(node.argument), chosen);
    default:
      return { kind: 'equals', variable: canonical(node, chosen).text, value: 'true' };
  }
}

function toEquals(sides: readonly Node[], chosen: ReadonlyMap<string, string>): Formula {
  const [left, right] = [canonical(sides[0], chosen), canonical(sides[1], chosen)];
  if (left.literal && right.literal) return { kind: 'constant', value: left.text === right.text };
  if (right.literal) return { kind: 'equals', variable: left.text, value: right.text };
  if (left.literal) return { kind: 'equals', variable: right.text, value: left.text };
  return { kind: 'equals', variable: [left.text, right.text].sort().join(' = '), value: 'true' };
}

/** One text for every spelling of a value, so that equal texts are equal values. */
function canonical(written: Node | undefined, chosen: ReadonlyMap<string, string>): { text: string; literal: boolean } {
  const node = resolveAlias(written);
  if (!node) return { text: '?', literal: false };
  const plain = asString(node);
  if (plain !== undefined) return { text: plain, literal: true };
  if (node.kind === 'intrinsic') {
    const name = asString(node.argument);
    const value = node.name === 'Ref' && name !== undefined ? chosen.get(name) : undefined;
    if (value !== undefined) return { text: value, literal: true };
    return { text: `${node.name}(${canonical(node.argument, chosen).text})`, literal: false };
  }
  if (node.kind === 'sequence')
    return { text: node.items.map((item) => canonical(item, chosen).text).join(','), literal: false };
  return { text: node.section.text.slice(node.start, node.end), literal: false };
}

function allowedValues(document: TemplateDocument, variable: string): readonly string[] | undefined {
  const name = /^Ref\((.*)\)$/.exec(variable)?.[1];
  const parameter = name && document.entry('Parameters', name);
  const body = parameter ? resolveAlias(parameter.value) : undefined;
  const list =
    body?.kind === 'mapping' ? body.entries.find((entry) => entry.key.value === 'AllowedValues')?.value : undefined;
  const values = list && itemsOf(resolveAlias(list)).map(asString);
  return values?.every((value) => value !== undefined) ? values : undefined;
}

/** Tries every value that any comparison names, and one that none names. */
function satisfiable(formula: Formula, allowed: (variable: string) => readonly string[] | undefined): boolean {
  const domains = new Map<string, Set<string>>();
  collect(formula, domains);
  const variables = [...domains].map(([variable, named]) => ({
    variable,
    values: allowed(variable) ?? [...named, 'any other value'],
  }));
  if (variables.reduce((count, { values }) => count * values.length, 1) > maxCombinations) return true;
  const chosen = new Map<string, string>();
  const search = (index: number): boolean => {
    const next = variables[index];
    if (!next) return holds(formula, chosen);
    return next.values.some((value) => {
      chosen.set(next.variable, value);
      return search(index + 1);
    });
  };
  return search(0);
}

function collect(formula: Formula, domains: Map<string, Set<string>>): void {
  if (formula.kind === 'equals') {
    const known = domains.get(formula.variable) ?? new Set<string>();
    domains.set(formula.variable, known.add(formula.value));
  } else if (formula.kind === 'not') collect(formula.of, domains);
  else if (formula.kind !== 'constant') for (const part of formula.of) collect(part, domains);
}

function holds(formula: Formula, values: ReadonlyMap<string, string>): boolean {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'equals':
      return values.get(formula.variable) === formula.value;
    case 'not':
      return !holds(formula.of, values);
    case 'all':
      return formula.of.every((part) => holds(part, values));
    case 'any':
      return formula.of.some((part) => holds(part, values));
  }
}
