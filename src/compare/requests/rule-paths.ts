import { compileRegex, matchesWildcard } from '../../simulate/alb/patterns';
import type { ConditionModel, RuleModel } from '../../simulate/index';
import { parametersFor, type PathTemplate } from './backend-path';
import { sampleOfRegex, sampleOfWildcard, samplesOfWildcard } from './samples';

/** More values of one condition than these are taken to behave like them. AWS allows three per condition and five per rule. */
export const maxValues = 5;

type PathParameters = Readonly<Record<string, string>>;

interface RulePaths {
  readonly conditions: readonly PathCondition[];
  /** Paths that meet all of them. */
  readonly meeting: readonly string[];
  /** Paths that miss one by a little. */
  readonly missing: readonly string[];
}

const known = new WeakMap<RuleModel, RulePaths>();

/**
 * Path parameters that bring a route to the paths of a rule: none at all where its plain request does so already.
 * Empty where the route cannot get there.
 */
export function pathsFor(rule: RuleModel, backend: PathTemplate): readonly PathParameters[] {
  const { conditions, meeting } = rulePaths(rule);
  const plain = conditions.every((condition) => fits(condition, backend.sample)) ? [{}] : [];
  return conditions.length === 0 ? plain : [...plain, ...parameters(meeting, backend)];
}

/** Path parameters that bring a route close to the paths of a rule: `/orders/*` takes neither `/orders` nor `/ordersx`. */
export function pathsBeyond(rule: RuleModel, backend: PathTemplate): readonly PathParameters[] {
  return parameters(rulePaths(rule).missing, backend);
}

function parameters(paths: readonly string[], backend: PathTemplate): readonly PathParameters[] {
  if (!backend.parts.some((part) => 'parameter' in part)) return [];
  return paths.map((path) => parametersFor(backend, path)).filter((values) => values !== undefined);
}

function rulePaths(rule: RuleModel): RulePaths {
  let paths = known.get(rule);
  if (!paths) known.set(rule, (paths = findPaths(rule.conditions.filter(isPath))));
  return paths;
}

function findPaths(conditions: readonly PathCondition[]): RulePaths {
  const values = conditions.flatMap((condition) => condition.values.slice(0, maxValues));
  const regexes = conditions.flatMap(({ regexValues }) => (regexValues ?? []).slice(0, maxValues));
  const samples = [...values.flatMap(samplesOfWildcard), ...regexes.flatMap((regex) => sampleOfRegex(regex) ?? [])];
  return {
    conditions,
    meeting: samples.filter((path) => conditions.every((condition) => fits(condition, path))),
    missing: values.flatMap(nearMisses),
  };
}

function nearMisses(value: string): readonly string[] {
  const stem = value.replace(/\/?\*.*$/, '');
  if (stem === '') return [];
  const text = sampleOfWildcard(stem);
  return value === stem ? [`${text}/more`] : [text, `${text}x`];
}

type PathCondition = Extract<ConditionModel, { readonly field: 'host-header' | 'path-pattern' }>;

function isPath(condition: ConditionModel): condition is PathCondition {
  return condition.field === 'path-pattern';
}

function fits(condition: PathCondition, path: string): boolean {
  return (
    condition.values.some((value) => matchesWildcard(value, path, true)) ||
    (condition.regexValues ?? []).some((regex) => compileRegex(regex, true)?.test(path))
  );
}
