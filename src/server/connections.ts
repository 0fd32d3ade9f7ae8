import * as net from 'node:net';
import type { Socket } from 'node:net';
import type { Entrance } from './entrance';
import type { Hop, Peer } from '../simulate/index';
import type { Passage } from './passage';
import { rawSocket } from './sockets';

/** Who is at the other end of a connection between two hops of ours. */
export interface Caller {
  /** The address that the hop sees on AWS; on the loopback all look the same. */
  readonly peer: Peer;
  /** The request that the connection carries right now, where it belongs to one. */
  readonly passage?: () => Passage | undefined;
  /** The hops before this connection, where no request of the gateway has them. */
  readonly hops?: readonly Hop[];
  /** A check of ours: no request of a client, and no trace of its own. */
  readonly isHealthCheck?: boolean;
  /** Where an NLB on the way sends the connection, where that is decided already. */
  readonly destination?: Destination;
}

/** A place to connect to. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  /** Where the server is one of ours. */
  readonly entrance?: Entrance;
}

/**
 * Connects to a place. Once that has come about, `opened` is called with the other end where that is known to be in this
 * process.
 */
export function connectTo(
  { host, port, entrance }: Destination,
  allowHalfOpen: boolean,
  opened: (otherEnd: Socket | undefined) => void,
): Socket {
  if (entrance) return entrance.connect(opened, allowHalfOpen);
  return net.connect({ host, port, noDelay: true, allowHalfOpen }, () => opened(undefined));
}

/**
 * Connections between the hops, by their other ends or by their ports. This is how a balancer knows whose request it has before it without a
 * header that the target would see: at any time a connection carries at most one request.
 */
export interface Connections {
  /** Notes the caller of an outgoing connection until it closes. */
  add(socket: Socket, caller: Caller, otherEnd?: Socket): void;
  /** The caller of an incoming connection; undefined for one from outside. */
  callerOf(socket: Socket): Caller | undefined;
}

/** Makes an empty register. */
export function createConnections(): Connections {
  const callers = new Map<number, Caller>();
  const callersOfEnds = new WeakMap<Socket, Caller>();
  return {
    add(socket, caller, otherEnd) {
      if (otherEnd) {
        callersOfEnds.set(otherEnd, caller);
        return;
      }
      const key = keyOf(socket.localPort, socket.remotePort);
      callers.set(key, caller);
      socket.once('close', () => {
        if (callers.get(key) === caller) callers.delete(key);
      });
    },
    callerOf: (socket) =>
      callersOfEnds.get(rawSocket(socket)) ?? callers.get(keyOf(socket.remotePort, socket.localPort)),
  };
}

/** One local port may serve connections to several listeners, so that both ends count. */
function keyOf(from: number | undefined, to: number | undefined): number {
  return (from ?? 0) * 65_536 + (to ?? 0);
}
