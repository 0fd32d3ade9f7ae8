import type * as http from 'node:http';
import {
  gatewayHost,
  gatewayRequest,
  type GatewayAnswer,
  type GatewayCall,
  type GatewayModel,
  type HttpRequest,
} from '../simulate/index';
import { bodyNeeded, maxBody, readUpTo, streamed, tooLarge } from './request-body';
import { startCall } from './gateway-call';
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
    const request = asAtAws(head, model);
    const options = { ...live.switches, random: () => live.random(), now: startedAt };
    const peer = live.peerOf(message.socket);
    const decide = (body: Uint8Array): GatewayCall | GatewayAnswer =>
      gatewayRequest(model, { ...request, body }, peer, options);
    const act = (decision: GatewayCall | GatewayAnswer, body?: AsyncIterable<Uint8Array>): void => {
      if (decision.kind === 'call') startCall({ live, world, response, startedAt }, decision, body);
      else answer(live, startedAt, decision, response);
    };

    if (!announcesBody(message)) {
      act(decide(head.body));
      return;
    }
    if (Number(message.headers['content-length'] ?? 0) > maxBody) {
      act(decide(tooLarge()));
      return;
    }
    readUpTo(message, smallBody, (start, isWhole) => {
      if (isWhole) {
        act(decide(start));
        return;
      }
      const first = decide(new Uint8Array(0));
      if (first.kind === 'call' && !bodyNeeded(first)) {
        const body = streamed(message, start, first, (refusal) => act(decide(refusal)));
        act({ ...first, call: { ...first.call, request: body.request } }, body.chunks);
        return;
      }
      readUpTo(message, maxBody, (all, isAll) => act(decide(isAll ? all : tooLarge())), start);
    });
  };
}

function answer(live: Live, startedAt: number, decision: GatewayAnswer, response: http.ServerResponse): void {
  send(response, decision.response);
  const { request } = decision.exchange;
  live.traces.add({
    id: live.nextId(),
    startedAt,
    took: live.now() - startedAt,
    request,
    response: decision.response,
    hops: [gatewayHop(decision)],
  });
}

/** The API that a host names, else the first that has the stage, else the first: as in the engine. */
export function apiFor(
  gateways: readonly GatewayModel[],
  { headers, path }: Pick<HttpRequest, 'headers' | 'path'>,
): GatewayModel | undefined {
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1].toLowerCase() ?? '';
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
  const index = request.headers.findIndex(([name]) => name.toLowerCase() === 'host');
  const host = request.headers[index];
  if (!host) return { ...request, headers: [['Host', gatewayHost(model)], ...request.headers] };
  if (!/^(127\.0\.0\.1|localhost|\[::1\]|[a-z0-9.-]+\.localhost)(:\d+)?$/i.test(host[1])) return request;
  const headers = [...request.headers];
  headers[index] = [host[0], gatewayHost(model)];
  return { ...request, headers };
}
