import * as net from 'node:net';
import * as tls from 'node:tls';
import type { TargetBehaviour } from '../simulate/index';
import { openBehaviour } from './behaviour-server';
import { connectTo, type Destination } from './connections';
import type { Entrance } from './entrance';
import { createInnerLanes } from './inner-lanes';
import type { Lanes } from './lanes';
import { createPoolLanes, type Connect } from './pool-lanes';

/** A process that stands for one target: the user's own, or one of ours that shows what arrived. */
export interface Backend {
  /** Names target group (or host) and target; stable over reloads. */
  readonly key: string;
  readonly host: string;
  readonly port: number;
  readonly entrance?: Entrance;
  readonly isTls: boolean;
  /** For people: `http://127.0.0.1:3000`, or `built-in`. */
  readonly label: string;
  readonly builtIn: boolean;
  readonly lanes: Lanes;
  /** Lets running requests end. */
  close(): Promise<void>;
  /** Breaks them. */
  destroy(): Promise<void>;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html, 504 */
const connectTimeoutMs = 10_000;
/** Many servers close an idle connection after 5 seconds without saying so. */
const keepAliveMs = 4_000;

/** Makes a backend of an address that the user named. Nothing is sent yet. */
export function userBackend(key: string, url: URL): Backend {
  const isTls = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
  const lanes = createPoolLanes(connector({ host, port }, isTls), keepAliveMs);
  return {
    key,
    host,
    port,
    isTls,
    label: url.origin,
    builtIn: false,
    lanes,
    close: () => lanes.close(),
    destroy: () => lanes.destroy(),
  };
}

/** Opens a server of our own on the loopback that behaves as told; the default is an echo. */
export async function builtInBackend(
  key: string,
  behaviour: TargetBehaviour,
  names: { targetGroup?: string; target?: string },
): Promise<Backend> {
  const server = await openBehaviour(behaviour, names);
  const lanes = createInnerLanes(connector(server.place, false), 60_000);
  return {
    key,
    ...server.place,
    isTls: false,
    label: 'built-in',
    builtIn: true,
    lanes,
    close: async () => {
      await lanes.close();
      await server.close();
    },
    destroy: async () => {
      await lanes.destroy();
      await server.close();
    },
  };
}

/** Where to connect to it. */
export function placeOf({ host, port, entrance }: Backend): Destination {
  return { host, port, ...(entrance ? { entrance } : {}) };
}

function connector(place: Destination, isTls: boolean): Connect {
  const servername = net.isIP(place.host) === 0 ? place.host : '';
  return (_, done) => openSocket(place, isTls ? { servername } : undefined, done);
}

/**
 * Opens a connection. Certificates are not checked: an ALB does not check those of its targets, and names on
 * certificates of listeners are compared by the engine.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export function openSocket(
  place: Destination,
  secure: { readonly servername: string } | undefined,
  done: Parameters<Connect>[1],
  onOpen?: (socket: net.Socket, otherEnd: net.Socket | undefined) => void,
): void {
  const plain = connectTo(place, false, (otherEnd) => {
    onOpen?.(plain, otherEnd);
    if (!secure) ready();
    else {
      plain.off('error', fail);
      socket = tls.connect(
        { socket: plain, servername: secure.servername, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] },
        ready,
      );
      // A server that hangs up in the middle of a handshake did not speak TLS.
      socket.once('error', fail);
    }
  });
  let socket = plain;
  const timer = setTimeout(
    () => socket.destroy(Object.assign(new Error('connect timeout'), { code: 'ETIMEDOUT' })),
    connectTimeoutMs,
  );
  const fail = (error: Error): void => {
    clearTimeout(timer);
    done(error, null);
  };
  const ready = (): void => {
    clearTimeout(timer);
    socket.off('error', fail);
    done(null, socket);
  };
  plain.once('error', fail);
}
