import * as net from 'node:net';
import * as tls from 'node:tls';
import { find } from '../simulate/lookup';
import { throughNlb } from '../simulate/nlb/walk';
import { isWaiting } from '../simulate/waiting';
import type { HttpRequest, NlbModel } from '../simulate/index';
import type { OpenListener } from './alb';
import { placeOf } from './backend';
import type { Certificate } from './certificate';
import { connectTo, type Caller } from './connections';
import { openEntrance } from './entrance';
import { journeyIn, type Live } from './live';
import { listen, trackSockets } from './sockets';
import { backendBehind } from './stand-in';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html */
const idleTimeoutMs = 350_000;

/** Opens a TCP or TLS listener of an NLB. A connection goes to one target and stays there. */
export async function openNlbListener(
  live: Live,
  nlb: NlbModel,
  port: number,
  certificate: Certificate | undefined,
): Promise<OpenListener> {
  const accept = (socket: net.Socket): void => {
    socket.on('error', () => socket.destroy());
    // The first bytes come only after the gateway has noted whose connection this is.
    socket.once('readable', () => {
      try {
        pass(live, nlb.logicalId, port, socket);
      } catch (error) {
        live.report(`NLB ${nlb.logicalId}`, error);
        socket.destroy();
      }
    });
  };
  const server = certificate
    ? tls
        .createServer({ ...certificate, allowHalfOpen: true }, accept)
        .on('tlsClientError', (_, socket) => socket.destroy())
    : net.createServer({ allowHalfOpen: true, noDelay: true }, accept);
  const entrance = await openEntrance(server);
  const sockets = trackSockets(server, entrance);
  return { port: await listen(server, 0), entrance, sockets };
}

function pass(live: Live, logicalId: string, port: number, socket: net.Socket): void {
  const caller = live.connections.callerOf(socket) ?? fromOutside(live, logicalId, port, socket);
  const { destination } = caller;
  if (!destination) {
    // An NLB drops what it has no target for. A connection that is closed tells a developer more than one that hangs.
    socket.destroy();
    return;
  }
  const target = connectTo(destination, true, (otherEnd) => {
    live.connections.add(target, caller, otherEnd);
    socket.pipe(target);
    target.pipe(socket);
  });
  const end = (): void => {
    socket.destroy();
    target.destroy();
  };
  for (const side of [socket, target]) {
    side.setTimeout(idleTimeoutMs, end);
    side.on('error', end);
    side.once('close', end);
  }
}

/**
 * A connection that the gateway did not open: the engine decides, with the health as it is now. Security groups of the
 * entry are left out, as nobody calls from the loopback on AWS.
 */
function fromOutside(live: Live, logicalId: string, port: number, socket: net.Socket): Caller {
  const { world } = live.current();
  const peer = live.peerOf(socket);
  const nlb = find(world.nlbs, logicalId);
  if (!nlb) return { peer };
  const journey = journeyIn(live, world, live.random, live.now());
  const ignoring = { ...journey, options: { ...journey.options, securityGroups: 'ignore' as const } };
  const request: HttpRequest = {
    method: 'GET',
    scheme: 'http',
    path: '/',
    query: '',
    headers: [],
    body: new Uint8Array(0),
  };
  const way = throughNlb(ignoring, nlb, port, request, { peer, privateLink: false });
  const backend = isWaiting(way) ? backendBehind(way.behaviour) : undefined;
  const firstHttp = journey.hops.findIndex(({ kind }) => kind === 'alb' || kind === 'target');
  const alb = journey.hops.find(({ kind }) => kind === 'alb');
  const inner = alb && live.placeOf('alb', alb.logicalId, alb.facts?.listenerPort ?? 0);
  const hops = journey.hops.slice(0, firstHttp).map(({ response: _, ...hop }) => hop);
  const destination = alb ? inner : backend && placeOf(backend);
  return { peer, hops, ...(destination ? { destination } : {}) };
}
