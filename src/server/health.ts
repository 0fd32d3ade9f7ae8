import { statusMatches } from '../simulate/nlb/health';
import { peerIn } from '../simulate/journey';
import { find } from '../simulate/lookup';
import { targetName, type TargetGroupModel, type TargetHealth, type TargetModel, type World } from '../simulate/index';
import { checkOnce, type CheckResult, type Probe } from './health-check';
import { keyOf, type LiveWorld } from './live-world';
import type { Live } from './live';

/** The health of one target as the checks see it. */
export interface TargetState {
  readonly targetGroup: string;
  readonly target: string;
  /** Who stands for it: an address, or `built-in`. */
  readonly backend: string;
  readonly health: TargetHealth;
  readonly reason: string;
  /** Milliseconds since 1970; absent before the first check. */
  readonly checkedAt?: number;
}

/** Checks all targets of a world in turn until it is stopped. */
export interface HealthMonitor {
  states(): readonly TargetState[];
  healthOf(group: TargetGroupModel, target: TargetModel): TargetHealth | undefined;
  /** Follows another world; what is known of targets that stay is kept. Resolves after the first check of each new one. */
  follow(world: LiveWorld): Promise<void>;
  stop(): void;
}

interface Watched {
  state: TargetState;
  successes: number;
  failures: number;
  timer: NodeJS.Timeout | undefined;
  stopped: boolean;
}

/** The first round must not hold up the start for long. */
const firstRoundMs = 1000;
/** However far the interval is scaled down, a check is not repeated at once. */
const shortestPauseMs = 20;
/** Scaled down further, a timeout would find fault with a busy machine. */
const shortestTimeoutMs = 250;

/** Makes a monitor. `changed` is called whenever the health of a target changes. */
export function createHealthMonitor(live: Live, scale: number, changed: () => void): HealthMonitor {
  const watched = new Map<string, Watched>();

  const watch = (group: TargetGroupModel, target: TargetModel, probe: Probe, backend: string): Promise<void> => {
    const settings = settingsOf(group);
    const one: Watched = {
      state: {
        targetGroup: group.logicalId,
        target: targetName(target),
        backend,
        health: 'initial',
        reason: 'The first check is under way.',
      },
      successes: 0,
      failures: 0,
      timer: undefined,
      stopped: false,
    };
    watched.set(keyOf(group, target), one);
    const round = async (): Promise<void> => {
      const result = await checkOnce(
        probe,
        Math.max(Math.min(shortestTimeoutMs, settings.timeoutMs), settings.timeoutMs * scale),
      );
      if (one.stopped) return;
      const before = one.state.health;
      one.state = { ...one.state, ...judge(one, result, settings), checkedAt: live.now() };
      if (one.state.health !== before) changed();
      one.timer = setTimeout(() => void round(), Math.max(shortestPauseMs, settings.intervalMs * scale));
      one.timer.unref();
    };
    return Promise.race([round(), pause(firstRoundMs)]);
  };

  return {
    states: () => [...watched.values()].map(({ state }) => state),
    healthOf: (group, target) => watched.get(keyOf(group, target))?.state.health,
    async follow(world) {
      const wanted = new Set<string>();
      const first: Promise<void>[] = [];
      for (const group of Object.values(world.world.targetGroups)) {
        for (const target of group.targets) {
          const probe = probeOf(live, world, group, target);
          if (!probe) continue;
          wanted.add(keyOf(group, target));
          const label = group.type === 'alb' ? 'load balancer' : (world.backendOf(group, target)?.label ?? '');
          if (watched.get(keyOf(group, target))?.state.backend === label) continue;
          first.push(watch(group, target, probe, label));
        }
      }
      for (const [key, one] of watched) {
        if (wanted.has(key)) continue;
        end(one);
        watched.delete(key);
      }
      await Promise.all(first);
    },
    stop() {
      for (const one of watched.values()) end(one);
      watched.clear();
    },
  };
}

function end(one: Watched): void {
  one.stopped = true;
  clearTimeout(one.timer);
}

/** One success makes a new target healthy; after that the thresholds count. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
function judge(one: Watched, result: CheckResult, settings: Settings): { health: TargetHealth; reason: string } {
  one.successes = result.ok ? one.successes + 1 : 0;
  one.failures = result.ok ? 0 : one.failures + 1;
  const { health } = one.state;
  if (result.ok) {
    const isEnough = health === 'initial' || one.successes >= settings.healthyThreshold;
    return { health: isEnough ? 'healthy' : health, reason: result.why };
  }
  return { health: one.failures >= settings.unhealthyThreshold ? 'unhealthy' : health, reason: result.why };
}

interface Settings {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/**
 * Defaults: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html and
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
function settingsOf(group: TargetGroupModel): Settings {
  const { intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold } = group.healthCheck ?? {};
  const ofNlb = isBehindNlb(group);
  const http = (group.healthCheck?.protocol ?? (ofNlb ? 'TCP' : 'HTTP')) !== 'TCP';
  return {
    intervalMs: (intervalSeconds ?? 30) * 1000,
    timeoutMs: (timeoutSeconds ?? (ofNlb ? (http ? 6 : 10) : 5)) * 1000,
    healthyThreshold: healthyThreshold ?? 5,
    unhealthyThreshold: unhealthyThreshold ?? 2,
  };
}

function isBehindNlb({ type, protocol }: TargetGroupModel): boolean {
  return type === 'alb' || ['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'].includes(protocol ?? '');
}

/** How a target is checked; undefined where AWS does not check it, or where its health is written into the world. */
function probeOf(live: Live, world: LiveWorld, group: TargetGroupModel, target: TargetModel): Probe | undefined {
  const check = group.healthCheck ?? {};
  if (group.type === 'lambda' || check.enabled === false) return undefined;
  if (group.type === 'alb') return albProbe(live, world.world, group, target);
  const backend = world.backendOf(group, target);
  // What stands in for a target that is not there is as healthy as the template takes it to be.
  if (!backend || backend.builtIn) return undefined;
  const protocol = check.protocol ?? (isBehindNlb(group) ? 'TCP' : 'HTTP');
  // The user's process has one port; a check on another one has nowhere else to go.
  const place = () => ({ host: backend.host, port: backend.port });
  if (protocol === 'TCP' || protocol === 'TLS') return { kind: 'tcp', place };
  return {
    kind: 'http',
    place,
    isTls: backend.isTls,
    path: check.path ?? '/',
    host: `${backend.host}:${backend.port}`,
    accepts: (status) => statusMatches(check.matcher ?? (isBehindNlb(group) ? '200-399' : '200'), status),
  };
}

/** An NLB checks an ALB through its listener, with the address of a node as the host. */
function albProbe(live: Live, world: World, group: TargetGroupModel, target: TargetModel): Probe | undefined {
  const alb = find(world.albs, target.id);
  if (!alb || target.health !== undefined) return undefined;
  const check = group.healthCheck ?? {};
  const port = Number(check.port) || (target.port ?? group.port ?? 80);
  const nlb = Object.values(world.nlbs).find(({ listeners }) =>
    listeners.some(({ targetGroups }) =>
      targetGroups.some((one) => find(world.targetGroups, one.targetGroup) === group),
    ),
  );
  const peer = peerIn(world, nlb?.subnets, '10.0.0.10');
  return {
    kind: 'http',
    place: () => live.placeOf('alb', alb.logicalId, port),
    isTls: alb.listeners.find((listener) => listener.port === port)?.protocol === 'HTTPS',
    path: check.path ?? '/',
    host: `${peer.ip}:${port}`,
    accepts: (status) => statusMatches(check.matcher ?? '200-399', status),
    onConnect: (socket) => live.connections.add(socket, { peer, isHealthCheck: true }),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
