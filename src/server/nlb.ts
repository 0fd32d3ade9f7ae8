import * as net from 'node:net';
import * as tls from 'node:tls';
import { find } from '../simulate/lookup';
import { chooseTarget, nlbDecide, type NlbModel } from '../simulate/index';
import type { OpenListener } from './alb';
import type { Certificate } from './certificate';
import type { Destination } from './connections';
import type { Live } from './live';
import { remotePeer } from './peer';
import { ask } from './probe';
import { listen, trackSockets } from './sockets';

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
  const sockets = trackSockets(server);
  return { port: await listen(server, 0), sockets };
}

function pass(live: Live, logicalId: string, port: number, socket: net.Socket): void {
  const caller = live.connections.callerOf(socket);
  const destination = caller?.destination ?? decide(live, logicalId, port);
  if (!destination) {
    // An NLB drops what it has no target for. A connection that is closed tells a developer more than one that hangs.
    socket.destroy();
    return;
  }
  const target = net.connect({ ...destination, noDelay: true, allowHalfOpen: true });
  const end = (): void => {
    socket.destroy();
    target.destroy();
  };
  target.once('connect', () => {
    live.connections.add(target, caller ?? { peer: remotePeer(socket) });
    socket.pipe(target);
    target.pipe(socket);
  });
  for (const side of [socket, target]) {
    side.setTimeout(idleTimeoutMs, end);
    side.on('error', end);
    side.once('close', end);
  }
}

/** For connections from outside, which the gateway did not open: the engine's decision, with live health. */
function decide(live: Live, logicalId: string, port: number): Destination | undefined {
  const { world } = live.current();
  const nlb = find(world.nlbs, logicalId);
  const decision = nlb && nlbDecide(nlb, port, () => live.random());
  const group = decision?.kind === 'forward' ? find(world.targetGroups, decision.targetGroup) : undefined;
  const target =
    group &&
    chooseTarget(
      group,
      ({ health }) => health ?? 'healthy',
      () => live.random(),
    ).target;
  if (!target) return undefined;
  if (group.type === 'alb') {
    const alb = find(world.albs, target.id);
    const inner = alb && live.portOf('alb', alb.logicalId, target.port ?? group.port ?? 80);
    return inner === undefined ? undefined : { host: '127.0.0.1', port: inner };
  }
  const backend = ask(() =>
    target.behaviour?.({ method: 'GET', scheme: 'http', path: '/', query: '', headers: [], body: new Uint8Array(0) }),
  ).asked?.backend;
  return backend && { host: backend.host, port: backend.port };
}
