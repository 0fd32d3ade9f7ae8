import { header } from '../headers';
import type { HeaderList, HttpRequest, Peer } from '../message';
import type { GatewayModel, ResourceModel, StageModel } from '../model';
import { parseQuery, type QueryParameter } from '../query';
import { hexDigits, requestId } from '../random';
import { contextOf } from './context';
import type { Exchange, GatewayContext, GatewayOptions } from './exchange';
import { methodRequestHeaders } from './header-rules';
import { route, type RouteMatch, type Routing } from './router';

/** Takes the request apart and finds stage, deployment and route; decides nothing else. */
export function enter(
  model: GatewayModel,
  request: HttpRequest,
  peer: Peer,
  options: GatewayOptions,
): { readonly exchange: Exchange; readonly routing: Routing } {
  const exchange = new Entered(model, request, peer, options);
  return { exchange, routing: exchange.routing };
}

/** A class because of `context`, which few requests need and which costs as much as all the rest. */
class Entered implements Exchange {
  readonly method: string;
  declare readonly stage?: StageModel;
  readonly resources: readonly ResourceModel[];
  readonly isCanary: boolean;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly path: string;
  readonly headers: HeaderList;
  readonly query: readonly QueryParameter[];
  declare readonly match?: RouteMatch;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceId: string;
  readonly routing: Routing;
  private readonly place: StagePath;
  private known: GatewayContext | undefined;

  constructor(
    readonly model: GatewayModel,
    readonly request: HttpRequest,
    readonly peer: Peer,
    readonly options: GatewayOptions,
  ) {
    const place = splitStage(request.path);
    const stage = model.stages.find((candidate) => candidate.name === place.stageName);
    const isCanary = stage?.canary !== undefined && options.random() * 100 < stage.canary.percentTraffic;
    this.place = place;
    this.resources = (isCanary ? stage.canary?.resources : undefined) ?? stage?.resources ?? model.resources;
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    this.method = header(request.headers, 'x-http-method-override') ?? request.method;
    this.routing = stage ? route(this.resources, place.path, this.method) : nowhere;
    this.requestId = requestId(options.random);
    this.extendedRequestId = `${hexDigits(options.random, 14)}=`;
    this.traceId = traceId(header(request.headers, 'x-amzn-trace-id'), options);
    if (stage) this.stage = stage;
    this.isCanary = isCanary;
    this.stageVariables = variablesOf(stage, isCanary);
    this.path = place.path;
    this.headers = methodRequestHeaders(request.headers);
    // A semicolon separates as well. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    this.query = parseQuery(request.query.replaceAll(';', '&'));
    if (this.routing.match) this.match = this.routing.match;
  }

  get context(): GatewayContext {
    return (this.known ??= contextOf(this, this.place.stageName, this.place.rawPath));
  }
}

const nowhere: Routing = { others: [] };

interface StagePath {
  readonly stageName: string;
  readonly path: string;
  readonly rawPath: string;
}

/**
 * The first segment is the stage, whatever the next ones are called. Slashes right after it count as one, but
 * `$context.path` keeps them.
 */
function splitStage(wirePath: string): StagePath {
  const start = wirePath.startsWith('/') ? 1 : 0;
  const end = wirePath.indexOf('/', start);
  if (end < 0) return { stageName: wirePath.slice(start), path: '/', rawPath: '' };
  const rawPath = wirePath.slice(end);
  const path = rawPath.startsWith('//') ? rawPath.replace(/^\/+/, '/') : rawPath;
  return { stageName: wirePath.slice(start, end), path, rawPath };
}

function variablesOf(stage: StageModel | undefined, isCanary: boolean): Readonly<Record<string, string>> {
  const overrides = isCanary ? stage?.canary?.variableOverrides : undefined;
  return overrides ? { ...stage?.variables, ...overrides } : (stage?.variables ?? none);
}

const none: Readonly<Record<string, string>> = {};

/**
 * Root, Parent and Sampled of the client survive; what is missing is made up.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
function traceId(incoming: string | undefined, options: GatewayOptions): string {
  const parts = incoming === undefined ? undefined : partsOf(incoming);
  const root = parts?.get('root') ?? freshRoot(options);
  const parent = parts?.get('parent') ?? hexDigits(options.random, 16);
  const sampled = parts?.get('sampled') ?? (parts?.has('parent') ? '1' : '0');
  return `Root=${root};Parent=${parent};Sampled=${sampled}`;
}

function partsOf(text: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    const [key = '', value] = part.split('=');
    if (value !== undefined) parts.set(key.trim().toLowerCase(), value);
  }
  return parts;
}

function freshRoot({ now, random }: GatewayOptions): string {
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0');
  return `1-${seconds}-${hexDigits(random, 24)}`;
}
