import type { SourceSpan, TargetGroupModel, TargetHealth, TargetModel } from '../model';
import type { Alternative } from '../trace';

/** Which target of a group takes the request. */
export type TargetChoice =
  | {
      readonly target: TargetModel;
      readonly failOpen: boolean;
      readonly why: string;
      readonly alternatives: readonly Alternative[];
      readonly at?: SourceSpan;
    }
  | { readonly target?: undefined; readonly why: string; readonly alternatives: readonly Alternative[] };

/**
 * Picks a target. Only healthy ones count, unless fewer of them are left than
 * `target_group_health.unhealthy_state_routing.minimum_healthy_targets.count`: then all registered ones do (fail open).
 * Whose turn it is `turn` says, else chance decides.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function chooseTarget(
  group: TargetGroupModel,
  healthOf: (target: TargetModel) => TargetHealth,
  random: () => number,
  turn?: (targets: number) => number | undefined,
): TargetChoice {
  const registered: TargetModel[] = [];
  const healthy: TargetModel[] = [];
  for (const target of group.targets) {
    const health = healthOf(target);
    if (health !== 'unused') registered.push(target);
    if (health === 'healthy') healthy.push(target);
  }
  if (registered.length === 0) {
    const why = group.targets.length === 0 ? 'has no registered targets' : 'has only targets that are unused';
    return { why: `"${group.logicalId}" ${why}.`, alternatives: [] };
  }
  const minimum = group.attributes?.['target_group_health.unhealthy_state_routing.minimum_healthy_targets.count'];
  const failOpen = healthy.length < (Number(minimum) > 0 ? Number(minimum) : 1);
  const pool = failOpen ? registered : healthy;
  const index = turn?.(pool.length) ?? Math.min(Math.floor(random() * pool.length), pool.length - 1);
  const target = pool[index % pool.length] as TargetModel;
  return {
    target,
    failOpen,
    why: failOpen
      ? `${healthy.length} of ${registered.length} targets are healthy, fewer than the group needs, so it fails open and routes to all of them.`
      : pool.length === 1
        ? 'it is the only healthy target.'
        : `it is one of ${pool.length} healthy targets.`,
    alternatives: registered.length === 1 ? [] : others(registered, pool, target, healthOf),
    ...(target.at ? { at: target.at } : {}),
  };
}

function others(
  registered: readonly TargetModel[],
  pool: readonly TargetModel[],
  target: TargetModel,
  healthOf: (target: TargetModel) => TargetHealth,
): Alternative[] {
  return registered
    .filter((other) => other !== target)
    .map((other) => ({
      what: targetName(other),
      why: pool.includes(other) ? 'could have been picked as well' : `is ${healthOf(other)}`,
      ...(other.at ? { at: other.at } : {}),
    }));
}

/** How sentences call a target: its id, with the port where one is set. */
export function targetName(target: TargetModel): string {
  return target.port === undefined ? target.id : `${target.id}:${target.port}`;
}
