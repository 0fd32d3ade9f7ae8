import { header } from '../headers';
import type { HttpRequest, Peer } from '../message';
import type { GatewayModel, StageModel } from '../model';
import { parseQuery } from '../query';
import { hexDigits, requestId } from '../random';
import { contextOf } from './context';
import type { Exchange, GatewayOptions } from './exchange';
import { methodRequestHeaders } from './header-rules';
import { route, type Routing } from './router';

/** Takes the request apart and finds stage, deployment and route; decides nothing else. */
export function enter(
  model: GatewayModel,
  request: HttpRequest,
  peer: Peer,
  options: GatewayOptions,
): { readonly exchange: Exchange; readonly routing: Routing } {
  const { stageName, path, rawPath } = splitStage(request.path);
  const stage = model.stages.find((candidate) => candidate.name === stageName);
  const isCanary = stage?.canary !== undefined && options.random() * 100 < stage.canary.percentTraffic;
  const resources = (isCanary ? stage.canary?.resources : undefined) ?? stage?.resources ?? model.resources;
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
  const method = header(request.headers, 'x-http-method-override') ?? request.method;
  const routing = stage ? route(resources, path, method) : { others: [] };

  const ids = {
    requestId: requestId(options.random),
    extendedRequestId: `${hexDigits(options.random, 14)}=`,
    traceId: traceId(header(request.headers, 'x-amzn-trace-id'), options),
  };
  const exchange = {
    model,
    options,
    request,
    peer,
    method,
    ...(stage ? { stage } : {}),
    resources,
    isCanary,
    stageVariables: variablesOf(stage, isCanary),
    path,
    headers: methodRequestHeaders(request.headers),
    // A semicolon separates as well. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    query: parseQuery(request.query.replaceAll(';', '&')),
    ...(routing.match ? { match: routing.match } : {}),
    ...ids,
  };
  return { exchange: { ...exchange, context: contextOf(exchange, stageName, rawPath) }, routing };
}

/**
 * The first segment is the stage, whatever the next ones are called. Slashes right after it count as one, but
 * `$context.path` keeps them.
 */
function splitStage(wirePath: string): { stageName: string; path: string; rawPath: string } {
  const start = wirePath.startsWith('/') ? 1 : 0;
  const end = wirePath.indexOf('/', start);
  if (end < 0) return { stageName: wirePath.slice(start), path: '/', rawPath: '' };
  const rawPath = wirePath.slice(end);
  return { stageName: wirePath.slice(start, end), path: rawPath.replace(/^\/+/, '/'), rawPath };
}

function variablesOf(stage: StageModel | undefined, isCanary: boolean): Readonly<Record<string, string>> {
  const overrides = isCanary ? stage?.canary?.variableOverrides : undefined;
  return overrides ? { ...stage?.variables, ...overrides } : (stage?.variables ?? {});
}

/**
 * Root, Parent and Sampled of the client survive; what is missing is made up.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
function traceId(incoming: string | undefined, options: GatewayOptions): string {
  const parts = new Map<string, string>();
  for (const part of (incoming ?? '').split(';')) {
    const [key = '', value] = part.split('=');
    if (value !== undefined) parts.set(key.trim().toLowerCase(), value);
  }
  const seconds = Math.floor(options.now / 1000)
    .toString(16)
    .padStart(8, '0');
  const root = parts.get('root') ?? `1-${seconds}-${hexDigits(options.random, 24)}`;
  const parent = parts.get('parent') ?? hexDigits(options.random, 16);
  const sampled = parts.get('sampled') ?? (parts.has('parent') ? '1' : '0');
  return `Root=${root};Parent=${parent};Sampled=${sampled}`;
}
