import * as http from 'node:http';
import { find } from '../simulate/lookup';
import { gatewayHost, type GatewayModel, type World } from '../simulate/index';
import type { Backend } from './backend';
import { createConnections } from './connections';
import { controlApp } from './control/app';
import { apiFor, gatewayListener } from './gateway';
import { createHealthMonitor, type TargetState } from './health';
import { createListeners, type ServedListener } from './listeners';
import type { Live } from './live';
import { internetHosts, makeLive, unknownTargets, withHealth, type LiveWorld } from './live-world';
import { remotePeer } from './peer';
import { callBackend } from './backend-call';
import type { SecondEngine } from './second-engine';
import { servedTargets, type ServedTarget } from './served-targets';
import { ServeError, type ServeOptions } from './settings';
import { listen, trackSockets } from './sockets';
import { createTraces, type Traces } from './traces';
import { createTurns } from './turns';
import type { Usage } from './usage';
import { send } from './wire';

/** A stage that is being served. */
export interface ServedStage {
  readonly api: string;
  readonly stage: string;
  readonly url: string;
  /** Sent as `Host`, it tells APIs apart that have a stage of the same name. */
  readonly host: string;
}

/** A world on the loopback. */
export interface LiveServer {
  readonly port: number;
  readonly controlUrl: string;
  stages(): readonly ServedStage[];
  listeners(): readonly ServedListener[];
  health(): readonly TargetState[];
  readonly traces: Traces;
  targets(): readonly ServedTarget[];
  /** How many requests are under way. */
  pending(): number;
  /** Serves another world from now on. Requests under way end in the old one. */
  replace(world: World): Promise<void>;
  /** Shows on the control page what is wrong with the template while the last good one is served; undefined: nothing. */
  complain(message: string | undefined): void;
  /** Ends requests under way, closes every socket, and resolves when nothing is left. */
  stop(): Promise<void>;
}

/**
 * Opens the gateway, every listener and every built-in target on the loopback.
 * @throws PortTaken, or ServeError for options that do not fit the world.
 */
export async function startServer(options: ServeOptions): Promise<LiveServer> {
  const { simulation = {}, targets = [], graceMs = 5000 } = options;
  const report = options.onFailure ?? (() => undefined);
  const traces = createTraces();
  const backends = new Map<string, Backend>();
  let complaint: string | undefined;
  let requests = 0;

  const live: Live = {
    current: () => current,
    connections: createConnections(),
    traces,
    switches: {
      stageInPath: simulation.stageInPath ?? 'as-recorded',
      integrationFailure: simulation.integrationFailure ?? 'as-recorded',
      authorization: simulation.authorization ?? 'enforce',
      apiKeys: simulation.apiKeys ?? 'enforce',
      securityGroups: simulation.securityGroups ?? 'enforce',
    },
    random: simulation.random ?? Math.random,
    now: simulation.now ?? Date.now,
    nextId: () => ++requests,
    peerOf: options.peerOf ?? remotePeer,
    placeOf: (kind, balancer, port) => listeners.placeOf(kind, balancer, port),
    turn: createTurns(),
    report,
  };
  const listeners = createListeners(() => live);
  const monitor = createHealthMonitor(live, options.healthScale ?? 1, () => {
    current = withHealth(current, monitor.healthOf);
    control.healthChanged();
  });

  /** Makes a world ready to take requests. */
  const prepare = async (world: World): Promise<LiveWorld> => {
    const missing = unknownTargets(world, targets)[0];
    if (missing !== undefined) throw new ServeError(`--target: no target group "${missing}"; ${choices(world)}`);
    const next = await makeLive(chosen(world, options.stage), targets, backends);
    for (const [key, backend] of next.backends) backends.set(key, backend);
    await listeners.open(next.world);
    return next;
  };
  /** Worlds that requests still travel through, the current one among them. */
  const inUse = new Map<Usage, LiveWorld>();
  /** Closes what none of them needs. */
  const dropUnused = async (): Promise<void> => {
    const worlds = [...inUse.values()];
    const unused = [...backends].filter(([key]) => !worlds.some((world) => world.backends.has(key)));
    for (const [key] of unused) backends.delete(key);
    const closing = unused.map(([, backend]) => backend.close());
    await Promise.all([
      ...closing,
      listeners.dropAllBut(
        worlds.map(({ world }) => world),
        graceMs,
      ),
    ]);
  };

  let current = await prepare(options.world);
  inUse.set(current.usage, current);
  const control = controlApp({
    stages: () => stages(),
    listeners: () => listeners.served(current.world),
    health: () => monitor.states(),
    world: () => current.world,
    complaint: () => complaint,
    traces,
    placeOf: options.placeOf ?? (() => undefined),
  });
  let second: SecondEngine | undefined;
  let front = options.second ? notReady : gatewayListener(live);
  const server = http.createServer({ maxHeaderSize: 128 * 1024, keepAliveTimeout: 75_000 }, (message, response) => {
    sockets.busy(message, response);
    try {
      if (message.url === '/_unbridge' || message.url?.startsWith('/_unbridge/')) control.app(message, response);
      else front(message, response);
    } catch (error) {
      report('gateway', error);
      send(response, { status: 500, headers: [['Content-Length', '0']], body: new Uint8Array(0) });
    }
  });
  server.maxConnections = options.maxSockets ?? 512;
  server.requestTimeout = 0;
  const sockets = trackSockets(server);
  const closeAll = async (): Promise<void> => {
    monitor.stop();
    await listeners.close(graceMs);
    await Promise.all([...inUse.values()].flatMap((world) => [...world.lanes.values()]).map((pool) => pool.destroy()));
    await Promise.all([...backends.values()].map((backend) => backend.destroy()));
  };
  const port = await listen(server, options.port ?? 0).catch(async (error: unknown) => {
    await closeAll();
    throw error;
  });
  await monitor.follow(current);
  current = withHealth(current, monitor.healthOf);
  if (options.second) {
    const backstage = { live, gateway: gatewayListener, apiFor, callBackend };
    second = await options.second(backstage, current.world).catch(async (error: unknown) => {
      control.close();
      await sockets.drain(0);
      await closeAll();
      throw error;
    });
    front = second.handle;
  }

  const stages = (): readonly ServedStage[] =>
    Object.values(current.world.gateways).flatMap((api) =>
      api.stages.map(({ name }) => ({
        api: api.logicalId,
        stage: name,
        url: `http://127.0.0.1:${port}/${name}`,
        host: gatewayHost(api),
      })),
    );
  let stopping: Promise<void> | undefined;
  let replacing: Promise<void> = Promise.resolve();

  const replace = async (world: World): Promise<void> => {
    if (stopping) return;
    const old = current;
    const next = await prepare(world);
    await second?.follow(next.world).catch(async (error: unknown) => {
      await dropUnused();
      throw error;
    });
    inUse.set(next.usage, next);
    current = withHealth(next, monitor.healthOf);
    await monitor.follow(next);
    current = withHealth(current, monitor.healthOf);
    control.worldChanged();
    // Not awaited: a request may take as long as it likes.
    void old.usage
      .idle()
      .then(() => {
        inUse.delete(old.usage);
        return Promise.all([...old.lanes.values()].map((pool) => pool.close()));
      })
      .then(() => {
        // In turn with the reloads: what one of them is just opening must not be taken for unused.
        replacing = replacing.catch(() => undefined).then(() => (stopping ? undefined : dropUnused()));
        return replacing;
      })
      .catch((error: unknown) => report('reload', error));
  };

  return {
    port,
    controlUrl: `http://127.0.0.1:${port}/_unbridge`,
    stages,
    listeners: () => listeners.served(current.world),
    health: () => monitor.states(),
    traces,
    targets: () => servedTargets(current.world, targets),
    pending: () => [...inUse.values()].reduce((sum, { usage }) => sum + usage.count, 0),
    replace: (world) => (replacing = replacing.catch(() => undefined).then(() => replace(world))),
    complain(message) {
      complaint = message;
      control.worldChanged();
    },
    stop: () =>
      (stopping ??= (async () => {
        control.close();
        await replacing.catch(() => undefined);
        await sockets.drain(graceMs);
        await second?.close();
        await closeAll();
      })()),
  };
}

/** Until the second engine has been started, which may take as long as a download. */
function notReady(_: http.IncomingMessage, response: http.ServerResponse): void {
  send(response, { status: 503, headers: [['Content-Length', '0']], body: new Uint8Array(0) });
}

/** The world with one stage only, where one was asked for. */
function chosen(world: World, stage: string | undefined): World {
  if (stage === undefined) return world;
  const names = [...new Set(Object.values(world.gateways).flatMap(({ stages }) => stages.map(({ name }) => name)))];
  if (!names.includes(stage))
    throw new ServeError(
      `--stage: no stage "${stage}"; there ${names.length === 0 ? 'is none' : `${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`}`,
    );
  const only = (model: GatewayModel): GatewayModel => ({
    ...model,
    stages: model.stages.filter(({ name }) => name === stage),
  });
  const gateways = Object.entries(world.gateways).map(([key, model]) => [key, only(model)] as const);
  return { ...world, gateways: Object.fromEntries(gateways.filter(([, { stages }]) => stages.length > 0)) };
}

function choices(world: World): string {
  const groups = Object.values(world.targetGroups).filter(({ type }) => type !== 'alb');
  const names = [...groups.map(({ logicalId }) => logicalId), ...internetHosts(world)].filter(
    (name) => find(world.targetGroups, name)?.type !== 'alb',
  );
  return names.length === 0 ? 'the template has none' : `there are ${names.join(', ')}`;
}
