import type { Socket } from 'node:net';
import type { Peer } from '../simulate/index';

/** The other end of a connection; an IPv4 address in the form of an IPv6 one is written as IPv4. */
export function remotePeer(socket: Socket): Peer {
  const ip = (socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
  return socket.remotePort === undefined ? { ip } : { ip, port: socket.remotePort };
}
