/**
 * Parameter mapping: `integration.request.*` from the method request, `method.response.header.*` from the integration
 * response. https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 */
import type { HeaderList } from '../message';
import { toText } from '../message';
import type { QueryParameter } from '../query';
import type { Exchange } from './exchange';
import { jsonPathValue } from './json-path';
import { contextValue } from './variables';

/** Where mapping expressions read from. */
export interface MappingSource {
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: readonly QueryParameter[];
  readonly exchange: Variables;
}

/** What requests and responses share. */
export type Variables = Pick<Exchange, 'stageVariables' | 'context'>;

export interface MappedRequest {
  /** A list, which only an override of a template gives, becomes one field per item. */
  readonly header: ReadonlyMap<string, string | readonly string[]>;
  readonly path: ReadonlyMap<string, string>;
  readonly querystring: ReadonlyMap<string, string | readonly string[]>;
}

/** A body that a mapping needs to read is not JSON although it looks like it. */
export class InvalidJsonBody extends Error {}

/** The method request of an exchange as a source. */
export function methodRequestSource(exchange: Exchange): MappingSource {
  return {
    headers: exchange.headers,
    body: exchange.request.body,
    pathParameters: exchange.match?.pathParameters ?? {},
    query: exchange.query,
    exchange,
  };
}

/** Values for the integration request. A source that is absent or empty adds nothing. Throws `InvalidJsonBody`. */
export function mapRequest(mapping: Readonly<Record<string, string>>, source: MappingSource): MappedRequest {
  const targets = targetsOf(mapping);
  if (targets.length === 0) return unmapped;
  let header: Map<string, string> | undefined;
  let path: Map<string, string> | undefined;
  let querystring: Map<string, string | readonly string[]> | undefined;
  for (const { place, name, expression } of targets) {
    const value = requestValue(expression, source);
    if (value === undefined || value.length === 0) continue;
    if (place === 'querystring') (querystring ??= new Map<string, string | readonly string[]>()).set(name, value);
    else {
      const text = typeof value === 'string' ? value : value.join(',');
      if (place === 'header') (header ??= new Map<string, string>()).set(name, text);
      else (path ??= new Map<string, string>()).set(name, text);
    }
  }
  return {
    header: header ?? unmapped.header,
    path: path ?? unmapped.path,
    querystring: querystring ?? unmapped.querystring,
  };
}

const unmapped: MappedRequest = { header: new Map(), path: new Map(), querystring: new Map() };

interface Target {
  readonly place: 'header' | 'path' | 'querystring';
  readonly name: string;
  readonly expression: string;
}

const knownTargets = new WeakMap<Readonly<Record<string, string>>, readonly Target[]>();

/** A mapping taken apart, once. */
function targetsOf(mapping: Readonly<Record<string, string>>): readonly Target[] {
  let targets = knownTargets.get(mapping);
  if (!targets) {
    targets = Object.entries(mapping).flatMap(([target, expression]): Target[] => {
      const place = /^integration\.request\.(header|path|querystring)\.(.+)$/.exec(target);
      return place ? [{ place: place[1] as Target['place'], name: place[2] as string, expression }] : [];
    });
    knownTargets.set(mapping, targets);
  }
  return targets;
}

/** Headers for the method response. A source that is absent or empty adds nothing. Throws `InvalidJsonBody`. */
export function mapResponse(
  mapping: Readonly<Record<string, string>>,
  response: Pick<MappingSource, 'headers' | 'body' | 'exchange'>,
): ReadonlyMap<string, string> {
  const mapped = new Map<string, string>();
  for (const [target, expression] of Object.entries(mapping)) {
    const name = /^method\.response\.header\.(.+)$/.exec(target)?.[1];
    if (name === undefined) continue;
    const value = responseValue(expression, response);
    if (value) mapped.set(name, value);
  }
  return mapped;
}

function requestValue(expression: string, source: MappingSource): string | readonly string[] | undefined {
  const parts = /^method\.request\.(path|querystring|multivaluequerystring|header|multivalueheader)\.(.+)$/.exec(
    expression,
  );
  if (!parts) return bodyValue(expression, 'method.request.', source.body) ?? commonValue(expression, source.exchange);
  const name = parts[2] as string;
  switch (parts[1]) {
    case 'path':
      return Object.hasOwn(source.pathParameters, name) ? source.pathParameters[name] : undefined;
    case 'querystring':
      return source.query.findLast((parameter) => parameter.name === name)?.value;
    case 'multivaluequerystring': {
      const values = source.query.filter((parameter) => parameter.name === name).map(({ value }) => value);
      return values.length === 1 ? values[0] : values;
    }
    case 'header':
      return exactHeaderValues(source.headers, name).at(-1);
    default:
      return exactHeaderValues(source.headers, name).join(',');
  }
}

function responseValue(
  expression: string,
  source: Pick<MappingSource, 'headers' | 'body' | 'exchange'>,
): string | undefined {
  const parts = /^integration\.response\.(header|multivalueheader)\.(.+)$/.exec(expression);
  if (!parts)
    return bodyValue(expression, 'integration.response.', source.body) ?? commonValue(expression, source.exchange);
  const values = exactHeaderValues(source.headers, parts[2] as string);
  return parts[1] === 'header' ? values.at(-1) : values.join(',');
}

// Names in mappings are compared with their case, header names included.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
function exactHeaderValues(headers: HeaderList, name: string): string[] {
  return headers.filter((field) => field[0] === name).map((field) => field[1]);
}

/** `body` and `body.JSONPATH`. An empty body counts as `{}`. */
function bodyValue(expression: string, prefix: string, body: Uint8Array): string | undefined {
  if (!expression.startsWith(`${prefix}body`)) return undefined;
  const path = expression.slice(prefix.length + 'body'.length);
  if (path !== '' && !path.startsWith('.')) return undefined;
  const text = (body.length === 0 ? '{}' : toText(body)).trim();
  // Only what starts like JSON is parsed at all.
  let value: unknown = {};
  if (/^[{["']/.test(text)) {
    try {
      value = JSON.parse(text);
    } catch {
      throw new InvalidJsonBody();
    }
  }
  if (path === '') return text;
  const found = jsonPathValue(value, `$${path}`);
  if (found === undefined || found === null) return undefined;
  return typeof found === 'string' ? found : JSON.stringify(found);
}

/** Sources that requests and responses share: `context.*`, `stageVariables.*` and texts in single quotes. */
export function commonValue(expression: string, source: Variables): string | undefined {
  if (expression.startsWith('context.')) return contextValue(source.context, expression.slice('context.'.length));
  if (expression.startsWith('stageVariables.')) {
    const name = expression.slice('stageVariables.'.length);
    return Object.hasOwn(source.stageVariables, name) ? source.stageVariables[name] : undefined;
  }
  return /^'(.*)'$/s.exec(expression)?.[1];
}
