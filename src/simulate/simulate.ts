import { throughAlb } from './alb/walk';
import { gatewayHost } from './gateway/exchange';
import { gatewayRequest } from './gateway/request';
import { gatewayResponse, type CallFailure } from './gateway/response';
import { hasHeader, header, headerList } from './headers';
import { throughInternet } from './internet';
import { arrive, isAnswered, type Journey, type Outcome } from './journey';
import { throughLink } from './link/walk';
import { dnsName, find } from './lookup';
import { toBytes, type HttpRequest, type HttpResponse, type Peer } from './message';
import type { AlbModel, GatewayModel, NlbModel, World } from './model';
import { throughNlb } from './nlb/walk';
import { sequence } from './random';
import { settled } from './waiting';
import type { Entry, SimOptions, SimRequest, Trace } from './trace';

/** Sends one request through the world and says what happens at each hop, and why. Deterministic; never throws on a user's mistake. */
export function simulate(world: World, request: SimRequest, options: SimOptions = {}): Trace {
  const journey: Journey = { world, options: settings(options), hops: [] };
  const peer: Peer = { ip: request.clientIp ?? '203.0.113.10', port: request.clientPort ?? 54321 };
  const door = doorFor(world, request);
  if (door === undefined) {
    const wire = wireRequest(request, 'http', 'localhost');
    return { request: wire, response: emptyAnswer(404), hops: [] };
  }
  if ('gateway' in door) {
    const wire = wireRequest(request, 'https', gatewayHost(door.gateway));
    return { request: wire, response: throughGateway(journey, door.gateway, wire, peer), hops: journey.hops };
  }
  const balancer = 'alb' in door ? door.alb : door.nlb;
  const listener = balancer.listeners.find(({ port }) => port === door.port);
  const isTls = listener?.protocol === 'HTTPS' || listener?.protocol === 'TLS';
  const wire = wireRequest(request, isTls ? 'https' : 'http', dnsName(balancer));
  const outcome = settled(
    'alb' in door
      ? throughAlb(journey, door.alb, door.port, wire, peer)
      : throughNlb(journey, door.nlb, door.port, wire, { peer, privateLink: false }),
  );
  // A client without an HTTP hop before it sees its connection fail; status 0 stands for that.
  return { request: wire, response: isAnswered(outcome) ? outcome.response : emptyAnswer(0), hops: journey.hops };
}

/** Runs both halves of the gateway around the call to the backend. */
function throughGateway(journey: Journey, gateway: GatewayModel, request: HttpRequest, peer: Peer): HttpResponse {
  const decision = gatewayRequest(gateway, request, peer, journey.options);
  const hop = arrive(journey, {
    kind: 'gateway',
    logicalId: gateway.logicalId,
    decision: decision.decision,
    why: decision.why,
    ...(decision.at ? { at: decision.at } : {}),
    request,
    alternatives: decision.alternatives,
    facts: decision.facts,
  });
  if (decision.kind === 'answer') {
    hop.response = decision.response;
    hop.level = decision.level;
    if (decision.returned) hop.returned = decision.returned;
    return decision.response;
  }
  const { call, exchange } = decision;
  hop.forwarded = call.request;
  const outcome = settled(call.link ? throughLink(journey, call) : throughInternet(journey, call));
  const returned = gatewayResponse(exchange, withinTime(outcome, call.timeoutMs));
  hop.response = returned.response;
  hop.returned = returned.step;
  hop.level = returned.level;
  if (returned.gatewayResponse !== undefined)
    hop.facts = { ...decision.facts, gatewayResponse: returned.gatewayResponse };
  return returned.response;
}

function withinTime(outcome: Outcome, timeoutMs: number): HttpResponse | CallFailure {
  const timeout: CallFailure = {
    failure: 'timeout',
    why: `No answer came within the integration timeout of ${timeoutMs} ms.`,
  };
  if (isAnswered(outcome)) return outcome.afterMs > timeoutMs ? timeout : outcome.response;
  if (outcome.failure === 'silent') return timeout;
  return { failure: outcome.failure, why: outcome.why };
}

function settings(options: SimOptions): Required<SimOptions> {
  return {
    stageInPath: options.stageInPath ?? 'as-recorded',
    integrationFailure: options.integrationFailure ?? 'as-recorded',
    authorization: options.authorization ?? 'enforce',
    apiKeys: options.apiKeys ?? 'enforce',
    securityGroups: options.securityGroups ?? 'enforce',
    random: options.random ?? sequence(),
    now: options.now ?? Date.UTC(2026, 0, 1),
  };
}

type Door =
  | { readonly gateway: GatewayModel }
  | { readonly alb: AlbModel; readonly port: number }
  | { readonly nlb: NlbModel; readonly port: number };

/** Where the request enters; undefined when the world has nothing to send it to. */
function doorFor(world: World, request: SimRequest): Door | undefined {
  if (request.to) return namedDoor(world, request.to);
  const gateways = Object.values(world.gateways);
  const host = header(headerList(request.headers), 'host')?.toLowerCase().replace(/:\d+$/, '');
  const stage = request.path.split('?')[0]?.split('/')[1] ?? '';
  const gateway =
    gateways.find((one) => gatewayHost(one).toLowerCase() === host) ??
    gateways.find(({ stages }) => stages.some(({ name }) => name === stage)) ??
    gateways[0];
  if (gateway) return { gateway };
  const nlb = Object.values(world.nlbs)[0];
  if (nlb) return { nlb, port: nlb.listeners[0]?.port ?? 80 };
  const alb = Object.values(world.albs)[0];
  return alb && { alb, port: alb.listeners[0]?.port ?? 80 };
}

function namedDoor(world: World, entry: Entry): Door | undefined {
  if ('gateway' in entry) {
    const gateway = find(world.gateways, entry.gateway);
    return gateway && { gateway };
  }
  if ('alb' in entry) {
    const alb = find(world.albs, entry.alb);
    return alb && { alb, port: entry.port ?? alb.listeners[0]?.port ?? 80 };
  }
  const nlb = find(world.nlbs, entry.nlb);
  return nlb && { nlb, port: entry.port ?? nlb.listeners[0]?.port ?? 80 };
}

function wireRequest(request: SimRequest, scheme: HttpRequest['scheme'], host: string): HttpRequest {
  const mark = request.query === undefined ? request.path.indexOf('?') : -1;
  const headers = headerList(request.headers);
  return {
    method: request.method,
    scheme,
    path: mark < 0 ? request.path : request.path.slice(0, mark),
    query: request.query ?? (mark < 0 ? '' : request.path.slice(mark + 1)),
    headers: hasHeader(headers, 'host') ? headers : [['Host', host], ...headers],
    body: typeof request.body === 'string' ? toBytes(request.body) : (request.body ?? new Uint8Array(0)),
    httpVersion: request.httpVersion ?? '1.1',
  };
}

function emptyAnswer(status: number): HttpResponse {
  return { status, headers: [], body: new Uint8Array(0) };
}
