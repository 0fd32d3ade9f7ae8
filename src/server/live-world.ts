import { find } from '../simulate/lookup';
import { albHealth } from '../simulate/nlb/health';
import {
  echo,
  targetName,
  type AlbModel,
  type TargetGroupModel,
  type TargetHealth,
  type TargetModel,
  type World,
} from '../simulate/index';
import type { Lanes } from './lanes';
import { builtInBackend, userBackend, type Backend } from './backend';
import { behaviourOf } from './stand-in';
import { createUsage, type Usage } from './usage';

/** `--target GROUP=URL`: the user's own process for a target group, or for a host on the internet. */
export interface UserTarget {
  readonly group: string;
  readonly url: URL;
}

/** A world whose targets are real processes. */
export interface LiveWorld {
  readonly world: World;
  /** The same before any health check. */
  readonly unchecked: World;
  /**
   * The same with balancers that forward all they get to one target. What that target is sent tells by which address an
   * ALB sees its caller, whatever its rules make of a request.
   */
  readonly skeleton: World;
  readonly backends: ReadonlyMap<string, Backend>;
  readonly usage: Usage;
  /** Connections of the gateway, by where they lead. */
  readonly lanes: Map<string, Lanes>;
  /** By group and target: who stands for a target. */
  backendOf(group: TargetGroupModel, target: TargetModel): Backend | undefined;
}

/** Names of `targets` that are neither a target group nor a host of an integration. */
export function unknownTargets(world: World, targets: readonly UserTarget[]): string[] {
  const hosts = internetHosts(world);
  return targets
    .map(({ group }) => group)
    .filter((name) => !find(world.targetGroups, name) && !hosts.has(name.toLowerCase()));
}

/** Hosts that integrations call over the internet, in lower case. */
export function internetHosts(world: World): ReadonlySet<string> {
  const resources = Object.values(world.gateways).flatMap((gateway) =>
    [gateway.resources, ...gateway.stages.map((stage) => stage.resources ?? [])].flat(),
  );
  const integrations = resources
    .flatMap(({ methods }) => Object.values(methods))
    .flatMap(({ integration }) => integration ?? []);
  const uris = integrations.flatMap(({ connectionType, uri }) =>
    connectionType !== 'VPC_LINK' && uri !== undefined ? [uri] : [],
  );
  return new Set(uris.flatMap((uri) => /^https?:\/\/([^/:?]+)/i.exec(uri)?.[1]?.toLowerCase() ?? []));
}

/** Puts real processes behind the targets. Those in `known` are used again where nothing about them changed. */
export async function makeLive(
  world: World,
  targets: readonly UserTarget[],
  known: ReadonlyMap<string, Backend>,
): Promise<LiveWorld> {
  const backends = new Map<string, Backend>();
  const open = async (key: string, make: () => Backend | Promise<Backend>): Promise<Backend> => {
    const backend = backends.get(key) ?? known.get(key) ?? (await make());
    backends.set(key, backend);
    return backend;
  };
  const targetGroups: Record<string, TargetGroupModel> = {};
  for (const [name, group] of Object.entries(world.targetGroups)) {
    if (group.type === 'alb') {
      targetGroups[name] = group;
      continue;
    }
    const urls = targets.filter((target) => find(world.targetGroups, target.group) === group).map(({ url }) => url);
    const own = urls.length > 0 ? urls.map((url) => standIn(group, url)) : group.targets;
    const live: TargetModel[] = [];
    for (const [index, target] of own.entries()) {
      const key = keyOf(group, target);
      const url = urls[index];
      const names = { targetGroup: group.name ?? group.logicalId, target: target.id };
      const backend = await open(key, () =>
        url ? userBackend(key, url) : builtInBackend(key, target.behaviour ?? echo, names),
      );
      live.push({ ...target, behaviour: behaviourOf(backend) });
    }
    targetGroups[name] = { ...group, targets: live };
  }
  const internet: Record<string, NonNullable<TargetModel['behaviour']>> = {};
  for (const [host, behaviour] of Object.entries({ '*': echo, ...world.internet })) {
    internet[host] = behaviourOf(
      await open(`internet/${host}`, () => builtInBackend(`internet/${host}`, behaviour, {})),
    );
  }
  const hosts = internetHosts(world);
  for (const { group, url } of targets) {
    const host = group.toLowerCase();
    if (!hosts.has(host) || find(world.targetGroups, group)) continue;
    internet[host] = behaviourOf(
      await open(`internet/${host}/${url.origin}`, () => userBackend(`internet/${host}/${url.origin}`, url)),
    );
  }
  const live: World = { ...world, targetGroups, internet };
  return {
    world: live,
    unchecked: live,
    skeleton: skeletonOf(live),
    backends,
    usage: createUsage(),
    lanes: new Map(),
    backendOf: (group, target) => backends.get(keyOf(group, target)),
  };
}

/** The same with the health of its targets as it is now: `undefined` leaves one as the template has it. */
export function withHealth(
  live: LiveWorld,
  healthOf: (group: TargetGroupModel, target: TargetModel) => TargetHealth | undefined,
): LiveWorld {
  const checked = (group: TargetGroupModel, target: TargetModel): TargetModel => {
    const health = healthOf(group, target);
    if (health === undefined || health === target.health || foreseen(live.unchecked, group, target, health))
      return target;
    return { ...target, health };
  };
  const targetGroups = Object.fromEntries(
    Object.entries(live.unchecked.targetGroups).map(([name, group]) => {
      const targets = group.targets.map((target) => checked(group, target));
      return [name, targets.every((target, index) => target === group.targets[index]) ? group : { ...group, targets }];
    }),
  );
  const world: World = { ...live.unchecked, targetGroups };
  return { ...live, world, skeleton: skeletonOf(world) };
}

/** Whether the engine comes to the same from the rules of an ALB: then it can also say why. */
function foreseen(world: World, group: TargetGroupModel, target: TargetModel, health: TargetHealth): boolean {
  const alb = group.type === 'alb' ? find(world.albs, target.id) : undefined;
  return alb !== undefined && (health === 'initial' || albHealth(world, group, target, alb).health === health);
}

/** Names a target of a group, the same over reloads. */
export function keyOf(group: TargetGroupModel, target: TargetModel): string {
  return `${group.logicalId}/${targetName(target)}`;
}

/** The user's process in place of the registered targets; the security groups that guard those guard it, too. */
function standIn(group: TargetGroupModel, url: URL): TargetModel {
  const first = group.targets[0];
  const at = first?.at ?? group.at;
  return {
    id: url.origin,
    ...(first?.securityGroups ? { securityGroups: first.securityGroups } : {}),
    ...(at ? { at } : {}),
  };
}

const probeGroup = 'unbridge-probe';

function skeletonOf(world: World): World {
  const probe: TargetGroupModel = {
    logicalId: probeGroup,
    type: 'ip',
    targets: [{ id: 'probe', behaviour: echo }],
  };
  const albs = Object.fromEntries(Object.entries(world.albs).map(([name, alb]) => [name, bare(alb)]));
  return { ...world, albs, targetGroups: { ...world.targetGroups, [probeGroup]: probe } };
}

function bare(alb: AlbModel): AlbModel {
  const listeners = alb.listeners.map((listener) => ({
    ...listener,
    rules: [],
    defaultActions: [{ type: 'forward' as const, targetGroups: [{ targetGroup: probeGroup }] }],
  }));
  return { ...alb, attributes: {}, listeners };
}
