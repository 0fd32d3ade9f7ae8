import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import type { Destination } from './connections';

/** How one target is checked. */
export type Probe = TcpProbe | HttpProbe;

interface TcpProbe {
  readonly kind: 'tcp';
  /** Undefined: there is nothing to connect to right now. */
  place(): Destination | undefined;
}

interface HttpProbe {
  readonly kind: 'http';
  place(): Destination | undefined;
  readonly isTls: boolean;
  readonly path: string;
  /** Value of `Host`: address and port of the target. */
  readonly host: string;
  accepts(status: number): boolean;
  onConnect?(socket: net.Socket): void;
}

export interface CheckResult {
  readonly ok: boolean;
  readonly why: string;
}

/** Checks once; never rejects. */
export function checkOnce(probe: Probe, timeoutMs: number): Promise<CheckResult> {
  const place = probe.place();
  if (!place) return Promise.resolve({ ok: false, why: 'Nothing listens there.' });
  return probe.kind === 'tcp' ? connects(place, timeoutMs) : answers(probe, place, timeoutMs);
}

function connects(place: Destination, timeoutMs: number): Promise<CheckResult> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: place.host, port: place.port, timeout: timeoutMs });
    const done = (result: CheckResult): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => done({ ok: true, why: 'It takes connections.' }));
    socket.once('timeout', () => done({ ok: false, why: 'It did not take the connection in time.' }));
    socket.once('error', (error) => done({ ok: false, why: reasonOf(error) }));
  });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
function answers(probe: HttpProbe, place: Destination, timeoutMs: number): Promise<CheckResult> {
  return new Promise((resolve) => {
    const options: https.RequestOptions = {
      host: place.host,
      port: place.port,
      path: probe.path,
      agent: false,
      headers: { Host: probe.host, 'User-Agent': 'ELB-HealthChecker/2.0', Connection: 'close' },
      // Certificates of targets are not checked. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
      rejectUnauthorized: false,
    };
    const request = probe.isTls ? https.request(options) : http.request(options);
    const timer = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs);
    let answered: CheckResult | undefined;
    request.once('socket', (socket: net.Socket) => socket.once('connect', () => probe.onConnect?.(socket)));
    request.once('response', (response) => {
      const status = response.statusCode ?? 0;
      answered = probe.accepts(status)
        ? { ok: true, why: `GET ${probe.path} gets ${status}.` }
        : { ok: false, why: `GET ${probe.path} gets ${status}, which the matcher does not take.` };
      response.resume();
      response.once('end', () => request.destroy());
    });
    request.on('error', (error) => {
      answered ??= {
        ok: false,
        why: error.message === 'timeout' ? `GET ${probe.path} was not answered in time.` : reasonOf(error),
      };
    });
    request.once('close', () => {
      clearTimeout(timer);
      resolve(answered ?? { ok: false, why: 'The connection broke.' });
    });
    request.end();
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code === 'ECONNREFUSED'
    ? 'It refuses connections.'
    : `It cannot be reached (${error.code ?? error.message}).`;
}
