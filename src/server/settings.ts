import type { Peer, SimOptions, World } from '../simulate/index';
import type { Socket } from 'node:net';
import type { UserTarget } from './live-world';
import type { OpenSecondEngine } from './second-engine';

/** How to serve a world. */
export interface ServeOptions {
  readonly world: World;
  /** Of the gateway; 0, the default, takes any free one. The balancers always take free ones. */
  readonly port?: number;
  /** Serve this stage only. */
  readonly stage?: string;
  readonly targets?: readonly UserTarget[];
  /** Health check intervals and timeouts are multiplied by this; 1, the default, is as the template says. */
  readonly healthScale?: number;
  /** Connections that clients may hold open at the gateway; default 512. */
  readonly maxSockets?: number;
  /** How long requests may go on once the server stops, in milliseconds; default 5000. */
  readonly graceMs?: number;
  /** Switches of the engine. Time and chance are the real ones unless given. */
  readonly simulation?: Omit<SimOptions, 'random' | 'now'> & {
    readonly random?: () => number;
    readonly now?: () => number;
  };
  /** Where a line of the template is, for the control page: `template.yaml:12`. */
  readonly placeOf?: (at: NonNullable<World['gateways'][string]['at']>) => string | undefined;
  /** Who sent a request that comes from outside. Default: the peer of the connection. */
  readonly peerOf?: (socket: Socket) => Peer;
  /** Another engine that gets each request, too; the client gets its answer, and the trace holds both. */
  readonly second?: OpenSecondEngine;
  /** Gets a bug of ours: the id of what failed and the error. The request is answered with 500. */
  readonly onFailure?: (what: string, error: unknown) => void;
}

/** A mistake in the options, in one sentence for the user. */
export class ServeError extends Error {
  override readonly name = 'ServeError';
}

/** True for a mistake in the options. By name, for an engine in a bundle of its own brings its own copy of the class. */
export function isServeError(error: unknown): error is ServeError {
  return error instanceof Error && error.name === 'ServeError';
}
