import type { AlbListenerModel, ConditionModel, RuleModel, SimRequest, World } from '../../simulate/index';
import type { PathTemplate } from './backend-path';
import { methodsOf, requestFor, type Details } from './base';
import type { Route } from './routes';
import { maxValues, pathsBeyond, pathsFor } from './rule-paths';
import { sampleOfRegex, sampleOfWildcard } from './samples';

/** Requests of one route that one rule looks at: those that meet its conditions, and those that miss one by a little. */
export interface RuleRequests {
  readonly meeting: readonly SimRequest[];
  readonly missing: readonly SimRequest[];
}

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
    ...pathsBeyond(rule, backend).map((pathParameters) => vary({ pathParameters })),
    ...others.map((other) => vary({ method: other })),
    ...(queries.length > 0 ? [vary({ query: [] })] : []),
    ...(headers.length > 0 ? [vary({ headers: {} })] : []),
  ];
  return { meeting, missing };
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
