import type * as http from 'node:http';
import type { World } from '../simulate/index';
import type { callBackend } from './backend-call';
import type { apiFor, gatewayListener } from './gateway';
import type { Live } from './live';

/** What a second engine may use of the server that it stands beside. Handed over, so that it can be a bundle of its own. */
export interface Backstage {
  readonly live: Live;
  /** The embedded gateway. */
  readonly gateway: typeof gatewayListener;
  /** The API that a request is for. */
  readonly apiFor: typeof apiFor;
  /** The way behind the gateway: links, balancers, targets. */
  readonly callBackend: typeof callBackend;
}

/** An engine that answers the requests at the gateway's port in place of the embedded one. */
export interface SecondEngine {
  handle(message: http.IncomingMessage, response: http.ServerResponse): void;
  /** Resolves when requests are answered as the new world says. @throws ServeError; then the old one is still served. */
  follow(world: World): Promise<void>;
  /** Removes whatever it made elsewhere. */
  close(): Promise<void>;
}

/** Starts a second engine for a world. @throws ServeError */
export type OpenSecondEngine = (backstage: Backstage, world: World) => Promise<SecondEngine>;
