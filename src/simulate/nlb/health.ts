import { albDecide } from '../alb/decide';
import { find } from '../lookup';
import type { HttpRequest } from '../message';
import type { AlbModel, TargetGroupModel, TargetHealth, TargetModel, World } from '../model';
import { sequence } from '../random';

/** How an NLB's health check sees an ALB behind it. */
export interface AlbHealth {
  readonly health: TargetHealth;
  readonly why: string;
}

const known = new WeakMap<World, Map<TargetModel, AlbHealth>>();

/**
 * Works out what the health check of an `alb` group gets, once per world. Its `Host` is the address of a load balancer
 * node, so rules that look at the host do not match it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 */
export function albHealth(world: World, group: TargetGroupModel, target: TargetModel, alb: AlbModel): AlbHealth {
  let ofWorld = known.get(world);
  if (!ofWorld) known.set(world, (ofWorld = new Map<TargetModel, AlbHealth>()));
  let health = ofWorld.get(target);
  if (!health) ofWorld.set(target, (health = probe(world, group, target, alb)));
  return health;
}

function probe(world: World, group: TargetGroupModel, target: TargetModel, alb: AlbModel): AlbHealth {
  if (target.health) return { health: target.health, why: `The ALB is ${target.health}.` };
  const check = group.healthCheck ?? {};
  const port = Number(check.port) || (target.port ?? group.port ?? 80);
  const listener = alb.listeners.find((candidate) => candidate.port === port);
  if (!listener) return { health: 'unhealthy', why: `The health check finds no listener on port ${port}.` };

  const path = check.path ?? '/';
  const request: HttpRequest = {
    method: 'GET',
    scheme: listener.protocol === 'HTTPS' ? 'https' : 'http',
    path: path.split('?')[0] ?? '/',
    query: path.split('?')[1] ?? '',
    headers: [
      ['Host', `10.0.0.10:${port}`],
      ['User-Agent', 'ELB-HealthChecker/2.0'],
    ],
    body: new Uint8Array(0),
  };
  const decision = albDecide(
    alb,
    listener,
    request,
    { ip: '10.0.0.10' },
    { authorization: 'enforce', random: sequence(), now: 0 },
  );
  const status = decision.kind === 'answer' ? decision.response.status : forwardedStatus(world, decision.targetGroup);
  if (status === undefined || statusMatches(check.matcher ?? '200-399', status)) {
    return { health: 'healthy', why: `The health check GET ${path} is fine: ${decision.decision}.` };
  }
  return {
    health: 'unhealthy',
    why: `The health check GET ${path} gets ${status} (${decision.decision}), outside ${check.matcher ?? '200-399'}: its Host is the address of an NLB node.`,
  };
}

/** What a target behind the ALB would say is not known; only an empty group is sure to fail. */
function forwardedStatus(world: World, targetGroup: string): number | undefined {
  return (find(world.targetGroups, targetGroup)?.targets.length ?? 0) === 0 ? 503 : undefined;
}

/** Whether a status is in a matcher such as `200-399` or `200,202`. */
export function statusMatches(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [low, high] = part.split('-').map(Number);
    return low !== undefined && status >= low && status <= (high ?? low);
  });
}
