import * as net from 'node:net';
import * as tls from 'node:tls';
import type { Pool } from 'undici';
import type { TargetBehaviour } from '../simulate/index';
import { openBehaviour } from './behaviour-server';
import { createLanes, type Connect } from './forward';

/** A process that stands for one target: the user's own, or one of ours that shows what arrived. */
export interface Backend {
  /** Names target group (or host) and target; stable over reloads. */
  readonly key: string;
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
  /** For people: `http://127.0.0.1:3000`, or `built-in`. */
  readonly label: string;
  readonly builtIn: boolean;
  readonly lanes: Pool;
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
  const lanes = createLanes(connectTo(host, port, isTls), keepAliveMs);
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
  const lanes = createLanes(connectTo('127.0.0.1', server.port, false), 60_000);
  return {
    key,
    host: '127.0.0.1',
    port: server.port,
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

function connectTo(host: string, port: number, isTls: boolean): Connect {
  return (_, done) =>
    openSocket(host, port, isTls ? { servername: net.isIP(host) === 0 ? host : '' } : undefined, done);
}

/**
 * Opens a connection. Certificates are not checked: an ALB does not check those of its targets, and names on
 * certificates of listeners are compared by the engine.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
export function openSocket(
  host: string,
  port: number,
  secure: { readonly servername: string } | undefined,
  done: Parameters<Connect>[1],
  onTcp?: (socket: net.Socket) => void,
): void {
  const plain = net.connect({ host, port, noDelay: true });
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
  plain.once('connect', () => {
    onTcp?.(plain);
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
  plain.once('error', fail);
}
