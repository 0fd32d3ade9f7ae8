import type { Socket } from 'node:net';
import type { Hop, Peer } from '../simulate/index';
import type { Passage } from './passage';

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
}

/**
 * Connections between the hops by their ports. This is how a balancer knows whose request it has before it without a
 * header that the target would see: at any time a connection carries at most one request.
 */
export interface Connections {
  /** Notes the caller of an outgoing connection until it closes. */
  add(socket: Socket, caller: Caller): void;
  /** The caller of an incoming connection; undefined for one from outside. */
  callerOf(socket: Socket): Caller | undefined;
}

/** Makes an empty register. */
export function createConnections(): Connections {
  const callers = new Map<number, Caller>();
  return {
    add(socket, caller) {
      const key = keyOf(socket.localPort, socket.remotePort);
      callers.set(key, caller);
      socket.once('close', () => {
        if (callers.get(key) === caller) callers.delete(key);
      });
    },
    callerOf: (socket) => callers.get(keyOf(socket.remotePort, socket.localPort)),
  };
}

/** One local port may serve connections to several listeners, so that both ends count. */
function keyOf(from: number | undefined, to: number | undefined): number {
  return (from ?? 0) * 65_536 + (to ?? 0);
}
