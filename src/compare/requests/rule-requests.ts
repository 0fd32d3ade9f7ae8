import { compileRegex, matchesWildcard } from '../../simulate/alb/patterns';
import type { AlbListenerModel, ConditionModel, RuleModel, SimRequest, World } from '../../simulate/index';
import { parametersFor, type PathTemplate } from './backend-path';
import { methodsOf, requestFor, type Details } from './base';
import type { Route } from './routes';
import { sampleOfRegex, sampleOfWildcard, samplesOfWildcard } from './samples';

/** Requests of one route that one rule looks at: those that meet its conditions, and those that miss one by a little. */
export interface RuleRequests {
  readonly meeting: readonly SimRequest[];
  readonly missing: readonly SimRequest[];
}

/** More values of one condition than these are taken to behave like them. AWS allows three per condition and five per rule. */
const maxValues = 5;

const none: RuleRequests = { meeting: [], missing: [] };

/** Requests for every rule of the listener that a route comes to. */
export function ruleRequests(world: World, route: Route, listener: AlbListenerModel): RuleRequests {
  const { backend } = route;
  if (!backend) return none;
  const all = listener.rules.map((rule) => forRule(world, route, backend, rule));
  return { meeting: all.flatMap(({ meeting }) => meeting), missing: all.flatMap(({ missing }) => missing) };
}

/** Host and source address are the same for all requests of a route, so only the other conditions are varied. */
function forRule(world: World, route: Route, backend: PathTemplate, rule: RuleModel): RuleRequests {
  const paths = pathsFor(rule, backend);
  if (paths.length === 0) return none;
  const methods = methodsFor(rule, route);
  const [path] = paths;
  const [method] = methods;
  if (!path || method === undefined) return none;

  const queries = rule.conditions.flatMap((condition) =>
    condition.field === 'query-string' ? [condition.values.slice(0, maxValues).map(queryText)] : [],
  );
  const headers = rule.conditions.flatMap((condition) =>
    condition.field === 'http-header' ? [headerValues(condition)] : [],
  );
  const first: Details = {
    method,
    pathParameters: path,
    query: queries.flatMap(([text]) => text ?? []),
    headers: Object.fromEntries(headers.flatMap(([field]) => (field ? [field] : []))),
  };
  const vary = (change: Partial<Details>): SimRequest => requestFor(world, route, { ...first, ...change });
  const meeting = [
    ...paths.map((pathParameters) => vary({ pathParameters })),
    ...methods.slice(1).map((other) => vary({ method: other })),
    ...queries.flatMap((values, index) =>
      values.slice(1).map((text) => vary({ query: queries.map((own, at) => (at === index ? text : (own[0] ?? ''))) })),
    ),
    ...headers.flatMap((values) =>
      values.slice(1).map((field) => vary({ headers: { ...first.headers, [field[0]]: field[1] } })),
    ),
  ];
  const others = route.methodKey === 'ANY' && hasMethodCondition(rule) ? [otherMethod(methods)] : [];
  const missing = [
    ...beyondPaths(rule, backend).map((pathParameters) => vary({ pathParameters })),
    ...others.map((other) => vary({ method: other })),
    ...(queries.length > 0 ? [vary({ query: [] })] : []),
    ...(headers.length > 0 ? [vary({ headers: {} })] : []),
  ];
  return { meeting, missing };
}

/** Path parameters that bring a route to the paths of a rule. One empty set where no path is asked for, or it is fixed. */
function pathsFor(rule: RuleModel, backend: PathTemplate): readonly Readonly<Record<string, string>>[] {
  const wanted = rule.conditions.filter(isPath);
  if (wanted.length === 0) return [{}];
  const texts = wanted.flatMap(({ values, regexValues }) => [
    ...values.slice(0, maxValues).flatMap(samplesOfWildcard),
    ...(regexValues ?? []).slice(0, maxValues).flatMap((regex) => sampleOfRegex(regex) ?? []),
  ]);
  return texts
    .filter((text) => wanted.every((condition) => fitsPath(condition, text)))
    .map((text) => parametersFor(backend, text))
    .filter((values) => values !== undefined);
}

type PathCondition = Extract<ConditionModel, { readonly field: 'host-header' | 'path-pattern' }>;

function isPath(condition: ConditionModel): condition is PathCondition {
  return condition.field === 'path-pattern';
}

function fitsPath(condition: PathCondition, path: string): boolean {
  return (
    condition.values.some((value) => matchesWildcard(value, path, true)) ||
    (condition.regexValues ?? []).some((regex) => compileRegex(regex, true)?.test(path))
  );
}

/** `/orders/*` takes neither `/orders` nor `/ordersx`. */
function beyondPaths(rule: RuleModel, backend: PathTemplate): readonly Readonly<Record<string, string>>[] {
  const values = rule.conditions.filter(isPath).flatMap((condition) => condition.values.slice(0, maxValues));
  const texts = values.flatMap((value) => {
    const stem = value.replace(/\/?\*.*$/, '');
    if (stem === '') return [];
    return value === stem
      ? [`${sampleOfWildcard(value)}/more`]
      : [sampleOfWildcard(stem), `${sampleOfWildcard(stem)}x`];
  });
  return texts.map((text) => parametersFor(backend, text)).filter((values) => values !== undefined);
}

function methodsFor(rule: RuleModel, route: Route): readonly string[] {
  const wanted = rule.conditions.flatMap((condition) =>
    condition.field === 'http-request-method' ? [condition.values] : [],
  );
  if (wanted.length === 0) return methodsOf(route).slice(0, 1);
  const values = wanted.flat().slice(0, maxValues);
  return route.methodKey === 'ANY' ? values : values.filter((value) => value === route.methodKey);
}

function hasMethodCondition(rule: RuleModel): boolean {
  return rule.conditions.some(({ field }) => field === 'http-request-method');
}

function otherMethod(methods: readonly string[]): string {
  return (
    ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'HEAD'].find((method) => !methods.includes(method)) ?? 'GET'
  );
}

function queryText({ key, value }: { readonly key?: string; readonly value: string }): string {
  return `${encodeURIComponent(sampleOfWildcard(key ?? 'sample'))}=${encodeURIComponent(sampleOfWildcard(value))}`;
}

function headerValues(
  condition: Extract<ConditionModel, { readonly field: 'http-header' }>,
): readonly (readonly [string, string])[] {
  const regexes = (condition.regexValues ?? []).flatMap((regex) => sampleOfRegex(regex) ?? []);
  return [...condition.values.map(sampleOfWildcard), ...regexes]
    .slice(0, maxValues)
    .map((value) => [condition.name, value] as const);
}
