import type { MethodModel, ModelSchema, SimRequest, World } from '../../simulate/index';
import { sampleOfParameter } from './backend-path';
import type { Route } from './routes';
import { sampleOfSchema } from './sample-json';

/** What a request adds to a route: parameters of its path, and what conditions ask for. */
export interface Details {
  readonly method: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly query?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The methods that stand for a route; `ANY` is shown by a method without and one with a body. */
export function methodsOf(route: Route): readonly string[] {
  return route.methodKey === 'ANY' ? ['GET', 'POST'] : [route.methodKey];
}

/** The plain requests of a route: with what it requires, and with all that it declares. */
export function baseRequests(world: World, route: Route): readonly SimRequest[] {
  const [first = 'GET', ...others] = methodsOf(route);
  const declared = declaredParameters(route.method, false);
  const plain = [first, ...others].map((method) => requestFor(world, route, { method }));
  return Object.keys(declared.headers).length + declared.query.length === 0
    ? plain
    : [...plain, requestFor(world, route, { method: first, ...declared })];
}

/** Builds a request for a route; required parameters and a body are added where details do not have them. */
export function requestFor(world: World, route: Route, details: Details): SimRequest {
  const required = declaredParameters(route.method, true);
  const query = [...new Set([...required.query, ...(details.query ?? [])])].join('&');
  const body = bodyFor(world, route, details.method);
  const headers = {
    ...required.headers,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...details.headers,
  };
  return {
    to: { gateway: route.gateway },
    method: details.method,
    path: `/${route.stage.name}${fill(route.path, details.pathParameters)}`,
    ...(query === '' ? {} : { query }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
  };
}

function fill(path: string, values: Readonly<Record<string, string>> | undefined): string {
  const filled = path.replace(
    /\{([^{}+]+)\+?\}/g,
    (_, name: string) => values?.[name] ?? sampleOfParameter(name, path),
  );
  return filled === '/' ? '' : filled;
}

function declaredParameters(
  { requestParameters }: MethodModel,
  onlyRequired: boolean,
): { readonly query: string[]; readonly headers: Record<string, string> } {
  const query: string[] = [];
  const headers: Record<string, string> = {};
  for (const [name, isRequired] of Object.entries(requestParameters ?? {})) {
    const place = /^method\.request\.(querystring|header)\.(.+)$/.exec(name);
    if (!place || (onlyRequired && !isRequired)) continue;
    const own = place[2] as string;
    if (place[1] === 'querystring') query.push(`${encodeURIComponent(own)}=sample`);
    // Host names the API, and others are the connection's own.
    else if (!/^(host|content-length|content-type|connection|transfer-encoding|x-http-method-override)$/i.test(own))
      headers[own] = 'sample';
  }
  return { query, headers };
}

function bodyFor(world: World, { gateway, method: { requestModels } }: Route, httpMethod: string): string | undefined {
  if (!/^(POST|PUT|PATCH)$/.test(httpMethod)) return undefined;
  const model = requestModels?.['application/json'];
  const schema: ModelSchema | undefined = typeof model === 'string' ? world.gateways[gateway]?.models?.[model] : model;
  return JSON.stringify(schema ? sampleOfSchema(schema) : { sample: true });
}
