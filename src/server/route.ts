import { throughInternet } from '../simulate/internet';
import { isAnswered, type NotAnswered, type Way } from '../simulate/journey';
import { throughLink } from '../simulate/link/walk';
import { find } from '../simulate/lookup';
import { isWaiting } from '../simulate/waiting';
import type { Hop, HttpRequest, IntegrationCall, Peer, World } from '../simulate/index';
import { openSocket, placeOf, type Backend } from './backend';
import type { Destination } from './connections';
import { createDraws, type Draws } from './draws';
import { createInnerLanes } from './inner-lanes';
import type { Lane, Lanes } from './lanes';
import { createPoolLanes, type Connect } from './pool-lanes';
import { journeyIn, type Live } from './live';
import type { LiveWorld } from './live-world';
import { backendBehind } from './stand-in';

/** How one connection of the gateway goes; decided when it is opened, as on AWS, and kept while it lives. */
export interface Route {
  /** Link, NLB and its target group, up to the first hop that speaks HTTP. */
  readonly hops: readonly Hop[];
  /** Behind it no ALB speaks HTTP, but a target at once. */
  readonly direct?: Draws;
}

/** No connection comes about, or none that works; `outcome` is what the engine says about it. */
export class NoRoute extends Error {
  constructor(
    readonly outcome: NotAnswered,
    readonly hops: readonly Hop[],
  ) {
    super(outcome.why);
  }
}

const routes = new WeakMap<Lane, Route>();

/** The route of an open connection. */
export function routeOf(lane: Lane): Route | undefined {
  return routes.get(lane);
}

/** Paths to different places; older ones are closed when there are more, as a stage variable or a path may name hosts. */
const maxPlaces = 256;

/** The connections of the gateway to where a call goes. */
export function lanesFor(live: Live, { lanes: pools, world }: LiveWorld, call: IntegrationCall): Lanes {
  const { scheme, host, port } = call.address;
  const way = call.link ? `${call.link.connectionId} ${call.link.integrationTarget ?? ''}` : 'internet';
  const key = `${way} ${scheme}://${host}:${port}`;
  const known = pools.get(key);
  if (known) return known;
  const lanes = (endsInside(live, world, call) ? createInnerLanes : createPoolLanes)(connector(live), 60_000);
  pools.set(key, lanes);
  const [oldest] = pools;
  if (pools.size > maxPlaces && oldest) {
    pools.delete(oldest[0]);
    void oldest[1].close();
  }
  return lanes;
}

/** Whether whoever speaks HTTP at the end of the connection is part of this process. */
function endsInside(live: Live, world: World, call: IntegrationCall): boolean {
  const { hops, way } = walk(live, world, call, live.random);
  if (hops.some(({ kind }) => kind === 'alb')) return true;
  return isWaiting(way) && backendBehind(way.behaviour)?.builtIn === true;
}

/** Runs the engine for the call of the request that needs a connection, and opens it where the engine lets it pass. */
function connector(live: Live): Connect {
  return (lane, done) => {
    const { passage } = lane;
    if (!passage) {
      done(new Error('a connection without a request'), null);
      return;
    }
    const { call, live: world } = passage;
    const draws = createDraws(live.random);
    const { hops, way } = walk(live, world.world, call, draws.draw);
    if (!isWaiting(way) && !isAnswered(way)) {
      done(new NoRoute(way, hops), null);
      return;
    }
    const end = endOf(live, hops, isWaiting(way) ? backendBehind(way.behaviour) : undefined);
    const first = hops.find(({ kind }) => kind === 'nlb' || kind === 'alb' || kind === 'internet');
    const entry = (first && listenerAt(live, first)) ?? end;
    if (!end || !entry) {
      done(
        new NoRoute({ failure: 'unreachable', why: 'The listener is being opened or closed by a reload.' }, hops),
        null,
      );
      return;
    }
    const secure = isSecure(world.world, call, first, end.backend)
      ? { servername: nameFor(call.address.host) }
      : undefined;
    const firstHttp = hops.findIndex(({ kind }) => kind === 'alb' || kind === 'target' || kind === 'internet');
    const beforeHttp = hops.slice(0, firstHttp).map(({ response: _, ...hop }) => hop);
    routes.set(lane, { hops: beforeHttp, ...(end.backend ? { direct: draws } : {}) });
    openSocket(entry, secure, done, (socket, otherEnd) => {
      const peer = peerSeenBy(walk(live, world.skeleton, call, draws.again()).way);
      live.connections.add(socket, { peer, passage: () => lane.passage, destination: end }, otherEnd);
    });
  };
}

function walk(
  live: Live,
  world: World,
  call: IntegrationCall,
  random: () => number,
): { readonly way: Way; readonly hops: readonly Hop[] } {
  const journey = journeyIn(live, world, random, live.now());
  // Only the connection is asked for here, so that nothing about the request may stop it.
  const request: HttpRequest = {
    method: 'GET',
    scheme: call.request.scheme,
    path: '/',
    query: '',
    headers: [['Host', call.address.host]],
    body: new Uint8Array(0),
  };
  return { way: throughCall(journey, { ...call, request }), hops: journey.hops };
}

/** Sends a call on its way: over its link, or over the internet. */
export function throughCall(journey: Parameters<typeof throughLink>[0], call: IntegrationCall): Way {
  return call.link ? throughLink(journey, call) : throughInternet(journey, call);
}

/** Where the connection ends: at an ALB's listener, or at a process. */
function endOf(
  live: Live,
  hops: readonly Hop[],
  backend: Backend | undefined,
): (Destination & { readonly backend?: Backend }) | undefined {
  const alb = hops.find(({ kind }) => kind === 'alb');
  if (alb) return listenerAt(live, alb);
  return backend && { ...placeOf(backend), backend };
}

function listenerAt(live: Live, { kind, logicalId, facts }: Hop): Destination | undefined {
  if (kind !== 'alb' && kind !== 'nlb') return undefined;
  return live.placeOf(kind, logicalId, facts?.listenerPort ?? 0);
}

/** Behind a listener that passes TLS through, what counts is what the process there speaks. */
function isSecure(
  world: World,
  { address }: IntegrationCall,
  first: Hop | undefined,
  backend: Backend | undefined,
): boolean {
  if (!backend) return address.scheme === 'https';
  const nlb = first?.kind === 'nlb' ? find(world.nlbs, first.logicalId) : undefined;
  const listener = nlb?.listeners.find(({ port }) => port === first?.facts?.listenerPort);
  return listener?.protocol === 'TLS' ? address.scheme === 'https' : backend.isTls;
}

function nameFor(host: string): string {
  return /^[\d.]+$|:/.test(host) ? '' : host;
}

/** The skeleton's balancers append the address that they see, and nothing else is in that header. */
function peerSeenBy(way: Way): Peer {
  const forwarded = (isWaiting(way) ? way.request.headers : []).find(
    ([name]) => name.toLowerCase() === 'x-forwarded-for',
  );
  return { ip: forwarded?.[1] ?? '10.0.0.20' };
}
