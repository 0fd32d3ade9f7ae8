import type { World } from '../simulate/index';
import { openAlbListener, type OpenListener } from './alb';
import { makeCertificate, type Certificate } from './certificate';
import type { Destination } from './connections';
import type { Live } from './live';
import { openNlbListener } from './nlb';

/** A listener of a balancer, with the address where it can be called directly. */
export interface ServedListener {
  readonly kind: 'alb' | 'nlb';
  readonly balancer: string;
  /** As in the template. */
  readonly port: number;
  readonly protocol: string;
  readonly url: string;
}

/** The sockets of all balancers. */
export interface Listeners {
  /** Opens what is new in a world. What is gone stays open until `dropAllBut`. */
  open(world: World): Promise<void>;
  dropAllBut(worlds: readonly World[], graceMs: number): Promise<void>;
  /** Where a listener of a balancer really listens. */
  placeOf(kind: 'alb' | 'nlb', balancer: string, port: number): Destination | undefined;
  /** Those of a world. */
  served(world: World): readonly ServedListener[];
  close(graceMs: number): Promise<void>;
}

interface Wanted {
  readonly kind: 'alb' | 'nlb';
  readonly balancer: string;
  readonly port: number;
  readonly protocol: string;
  readonly names: readonly string[];
  open(live: Live, certificate: Certificate | undefined): Promise<OpenListener>;
}

/** No listener yet. */
export function createListeners(live: () => Live): Listeners {
  const open = new Map<string, OpenListener>();
  let certificate: Promise<Certificate> | undefined;
  let certified = '';

  const certificateFor = (names: readonly string[]): Promise<Certificate> => {
    const text = names.join(' ');
    if (!certificate || text !== certified) certificate = makeCertificate(names);
    certified = text;
    return certificate;
  };
  const close = async (keys: readonly string[], graceMs: number): Promise<void> => {
    const closing = keys.flatMap((key) => open.get(key) ?? []);
    for (const key of keys) open.delete(key);
    await Promise.all(closing.map(({ sockets }) => sockets.drain(graceMs)));
  };

  return {
    async open(world) {
      const wanted = wantedIn(world);
      const names = [...new Set(wanted.flatMap((one) => one.names))].sort();
      for (const one of wanted) {
        if (open.has(keyOf(one))) continue;
        const isTls = one.protocol === 'HTTPS' || one.protocol === 'TLS';
        open.set(keyOf(one), await one.open(live(), isTls ? await certificateFor(names) : undefined));
      }
    },
    dropAllBut(worlds, graceMs) {
      const kept = new Set(worlds.flatMap(wantedIn).map(keyOf));
      return close(
        [...open.keys()].filter((key) => !kept.has(key)),
        graceMs,
      );
    },
    placeOf: (kind, balancer, port) => {
      for (const [key, listener] of open) if (key.startsWith(`${kind} ${balancer} ${port} `)) return placeAt(listener);
      return undefined;
    },
    served: (world) =>
      wantedIn(world).flatMap((one) => {
        const listener = open.get(keyOf(one));
        const scheme = { HTTP: 'http', HTTPS: 'https', TLS: 'tls' }[one.protocol] ?? 'tcp';
        if (!listener) return [];
        const { kind, balancer, port, protocol } = one;
        return [{ kind, balancer, port, protocol, url: `${scheme}://127.0.0.1:${listener.port}` }];
      }),
    close: (graceMs) => close([...open.keys()], graceMs),
  };
}

function placeAt({ port, entrance }: OpenListener): Destination {
  return { host: '127.0.0.1', port, ...(entrance ? { entrance } : {}) };
}

function keyOf({ kind, balancer, port, protocol }: Wanted): string {
  return `${kind} ${balancer} ${port} ${protocol}`;
}

/** Every listener that takes TCP. */
function wantedIn(world: World): Wanted[] {
  const albs = Object.values(world.albs).flatMap((alb) =>
    alb.listeners.map(({ port, protocol, certificateNames }): Wanted => {
      const names = protocol === 'HTTPS' ? (certificateNames ?? []) : [];
      return {
        kind: 'alb',
        balancer: alb.logicalId,
        port,
        protocol,
        names,
        open: (live, certificate) => openAlbListener(live, alb, port, certificate),
      };
    }),
  );
  const nlbs = Object.values(world.nlbs).flatMap((nlb) =>
    nlb.listeners
      .filter(({ protocol }) => !['UDP', 'QUIC'].includes(protocol))
      .map(({ port, protocol, certificateNames }): Wanted => {
        const names = protocol === 'TLS' ? (certificateNames ?? []) : [];
        return {
          kind: 'nlb',
          balancer: nlb.logicalId,
          port,
          protocol,
          names,
          open: (live, certificate) => openNlbListener(live, nlb, port, certificate),
        };
      }),
  );
  return [...albs, ...nlbs];
}
