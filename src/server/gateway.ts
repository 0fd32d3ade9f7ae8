import type * as http from 'node:http';
import {
  gatewayHost,
  gatewayRequest,
  header,
  type GatewayAnswer,
  type GatewayDecision,
  type GatewayModel,
  type GatewayOptions,
  type HttpRequest,
  type Peer,
} from '../simulate/index';
import { setHeader } from '../simulate/headers';
import { bodyNeeded, maxBody, readUpTo, streamed, tooLarge } from './request-body';
import { startCall, type Visit } from './gateway-call';
import { gatewayHop } from './gateway-hop';
import type { Live } from './live';
import { announcesBody, readHead, send } from './wire';

/** Bodies up to this length are read before the engine is asked, so that it sees all of them. */
const smallBody = 1024 * 1024;

/** Answers requests to the stages of all APIs. */
export function gatewayListener(live: Live): (message: http.IncomingMessage, response: http.ServerResponse) => void {
  return (message, response) => {
    const startedAt = live.now();
    const head = readHead(message, 'https');
    const world = live.current();
    world.usage.hold(response);
    const model = apiFor(Object.values(world.world.gateways), head);
    if (!model) {
      send(response, { status: 404, headers: [['Content-Length', '0']], body: new Uint8Array(0) });
      return;
    }
    const visit = { live, world, response, startedAt };
    const request = asAtAws(head, model);
    const peer = live.peerOf(message.socket);
    if (announcesBody(head)) withBody(visit, model, request, peer, message);
    else act(visit, gatewayRequest(model, request, peer, gatewayOptions(visit)));
  };
}

function gatewayOptions({ live, startedAt }: Visit): GatewayOptions {
  const { stageInPath, integrationFailure, authorization, apiKeys } = live.switches;
  return { stageInPath, integrationFailure, authorization, apiKeys, random: live.random, now: startedAt };
}

function act(visit: Visit, decision: GatewayDecision, body?: AsyncIterable<Uint8Array>): void {
  if (decision.kind === 'call') startCall(visit, decision, body);
  else answer(visit, decision);
}

/** A short body is read before the engine is asked, a longer one only where the engine needs all of it. */
function withBody(
  visit: Visit,
  model: GatewayModel,
  request: HttpRequest,
  peer: Peer,
  message: http.IncomingMessage,
): void {
  const decide = (body: Uint8Array): GatewayDecision =>
    gatewayRequest(model, { ...request, body }, peer, gatewayOptions(visit));
  if (Number(message.headers['content-length'] ?? 0) > maxBody) {
    act(visit, decide(tooLarge()));
    return;
  }
  readUpTo(message, smallBody, (start, isWhole) => {
    if (isWhole) {
      act(visit, decide(start));
      return;
    }
    const first = decide(new Uint8Array(0));
    if (first.kind === 'call' && !bodyNeeded(first)) {
      const body = streamed(message, start, first, (refusal) => act(visit, decide(refusal)));
      act(visit, { ...first, call: { ...first.call, request: body.request } }, body.chunks);
      return;
    }
    readUpTo(message, maxBody, (all, isAll) => act(visit, decide(isAll ? all : tooLarge())), start);
  });
}

function answer({ live, response, startedAt }: Visit, decision: GatewayAnswer): void {
  send(response, decision.response);
  const { request } = decision.exchange;
  live.traces.add({
    id: live.nextId(),
    startedAt,
    took: live.now() - startedAt,
    request,
    response: decision.response,
    hops: () => [gatewayHop(decision)],
  });
}

/** The API that a host names, else the first that has the stage, else the first: as in the engine. */
export function apiFor(
  gateways: readonly GatewayModel[],
  { headers, path }: Pick<HttpRequest, 'headers' | 'path'>,
): GatewayModel | undefined {
  if (gateways.length < 2) return gateways[0];
  const host = header(headers, 'host')?.toLowerCase() ?? '';
  const id = /^([a-z0-9]+)\.execute-api\./.exec(host)?.[1];
  const stage = path.split('/')[1] ?? '';
  return (
    (id === undefined ? undefined : gateways.find((one) => gatewayHost(one).toLowerCase().startsWith(`${id}.`))) ??
    gateways.find(({ stages }) => stages.some(({ name }) => name === stage)) ??
    gateways[0]
  );
}

/** On AWS nobody calls an API by an address of the loopback, so its own name stands there. */
function asAtAws(request: HttpRequest, model: GatewayModel): HttpRequest {
  const host = header(request.headers, 'host');
  if (host !== undefined && !isLoopback(host)) return request;
  const headers = [...request.headers];
  if (host === undefined) headers.unshift(['Host', gatewayHost(model)]);
  else setHeader(headers, 'Host', gatewayHost(model));
  const { method, scheme, path, query, body, httpVersion = '1.1' } = request;
  return { method, scheme, path, query, headers, body, httpVersion };
}

function isLoopback(host: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\]|[a-z0-9.-]+\.localhost)(:\d+)?$/i.test(host);
}
