import {
  identified,
  identityOf,
  numberOf,
  privateIntegrations,
  targetTypeOf,
  type Listener,
  type Settled,
  type TargetGroup,
} from '../../topology/index';
import type { AlbModel, NlbModel } from '../model';
import type { Balancers } from './balancers';
import { albListener, kindByProtocol, listenersHere, nlbListener } from './listeners';
import type { Scene } from './scene';
import { spanOf } from './spans';

/** A target group that stands for whatever a balancer of another template routes to. */
export function behind(balancer: string): string {
  return `targets of ${balancer}`;
}

/**
 * Load balancers that belong to other templates but whose kind is proven here: by a listener that is put on them, or by
 * a target group of type `alb` that registers them. All others are not at hand.
 */
export function outsideBalancers(scene: Scene): Balancers {
  const nlbs: Record<string, NlbModel> = {};
  const albs: Record<string, AlbModel> = {};
  for (const [key, { identity, listeners }] of extended(scene)) {
    const kind = listeners.map((listener) => kindByProtocol(scene, listener)).find((known) => known !== undefined);
    if (!kind) continue;
    scene.assume(
      `${kind === 'alb' ? 'The ALB' : 'The NLB'} ${key} belongs to another template; only the listeners that are put on it here are known.`,
    );
    const here = listenersHere(scene, identity);
    if (kind === 'nlb')
      nlbs[key] = { logicalId: key, listeners: here.flatMap((listener) => nlbListener(scene, listener) ?? []) };
    else albs[key] = { logicalId: key, listeners: here.flatMap((listener) => albListener(scene, listener) ?? []) };
  }
  for (const group of scene.all('target-group')) addRegistered(scene, group, albs);
  return { nlbs, albs };
}

/** Balancers from outside that listeners of this scene extend, by the text that stands for them. */
function extended(
  scene: Scene,
): ReadonlyMap<string, { readonly identity: string; readonly listeners: readonly Listener[] }> {
  const found = new Map<string, { identity: string; listeners: Listener[] }>();
  for (const listener of scene.all('listener')) {
    const settled = scene.settle(listener.loadBalancer);
    const identity = identityOf(settled);
    const key = scene.textOf(settled);
    if (!isOutside(settled) || identity === undefined || key === undefined) continue;
    const entry = found.get(key);
    if (entry) entry.listeners.push(listener);
    else found.set(key, { identity, listeners: [listener] });
  }
  return found;
}

/**
 * A group of type `alb` names an ALB and the port of one of its listeners.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
function addRegistered(scene: Scene, group: TargetGroup, albs: Record<string, AlbModel>): void {
  if (targetTypeOf(scene.topology, group) !== 'alb') return;
  for (const target of scene.items(group.targets)) {
    const settled = scene.settle(target.id);
    const key = scene.textOf(settled);
    const port = numberOf(scene.settle(target.port)) ?? scene.number(group.port);
    if (!isOutside(settled) || key === undefined || port === undefined) continue;
    const known = albs[key] ?? { logicalId: key, listeners: [], at: spanOf(target.at) };
    if (known.listeners.some((listener) => listener.port === port)) continue;
    const protocol = protocolFor(scene, group, port);
    scene.assume(
      `The ALB ${key} belongs to another template; its listener on port ${port} is taken to speak ${protocol} and to send every request to "${behind(key)}".`,
    );
    const listener = {
      logicalId: `${key}:${port}`,
      port,
      protocol,
      rules: [],
      defaultActions: [{ type: 'forward' as const, targetGroups: [{ targetGroup: behind(key) }] }],
    };
    albs[key] = { ...known, listeners: [...known.listeners, listener] };
  }
}

/** TLS passes an NLB untouched, so what the integrations speak is what the ALB speaks. */
function protocolFor(scene: Scene, group: TargetGroup, port: number): 'HTTP' | 'HTTPS' {
  const checked = scene.plain(group.healthCheck.protocol)?.toUpperCase();
  const schemes = new Set(privateIntegrations(scene.topology).flatMap(({ uri }) => uri?.scheme ?? []));
  if (schemes.size === 1) return schemes.has('https') ? 'HTTPS' : 'HTTP';
  return checked === 'HTTPS' || (checked === undefined && port === 443) ? 'HTTPS' : 'HTTP';
}

function isOutside(settled: Settled<string> | undefined): boolean {
  return settled !== undefined && !identified(settled) && settled.kind !== 'unknown';
}
