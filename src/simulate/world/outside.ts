import {
  identified,
  identityOf,
  numberOf,
  privateIntegrations,
  targetTypeOf,
  type Listener,
  type PrivateIntegration,
  type Settled,
  type TargetGroup,
} from '../../topology/index';
import type { Span } from '../../text/index';
import type { AlbModel, NlbModel } from '../model';
import type { Balancers } from './balancers';
import { defined } from './defined';
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
  for (const call of privateIntegrations(scene.topology)) addTarget(scene, call, { nlbs, albs });
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
    addTakenListener(scene, albs, { key, port, protocol: protocolFor(scene, group, port), at: target.at });
  }
}

interface Found {
  readonly nlbs: Record<string, NlbModel>;
  readonly albs: Record<string, AlbModel>;
}

interface TakenListener {
  readonly key: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS';
  readonly at: Span | undefined;
}

/** A listener that something here calls, and whose rules another template tells. */
function addTakenListener(scene: Scene, albs: Record<string, AlbModel>, taken: TakenListener): void {
  const { key, port, protocol, at } = taken;
  const known = albs[key] ?? defined({ logicalId: key, listeners: [], at: at && spanOf(at) });
  if (known.listeners.some((listener) => listener.port === port)) return;
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

/**
 * An integration over a V2 link names a load balancer of another template and calls one of its listeners by port. An ARN
 * tells which kind it is; where only a parameter or an import stands there, an ALB, which is what links V2 are made for.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
function addTarget(scene: Scene, { integration }: PrivateIntegration, { nlbs, albs }: Found): void {
  const settled = scene.settle(integration.integrationTarget);
  const key = scene.textOf(settled);
  const called = /^(https?):\/\/[^/?#]*?(?::(\d+))?(?:[/?#]|$)/i.exec(scene.text(integration.uri) ?? '');
  if (!isOutside(settled) || key === undefined || !called) return;
  const [, , kindInArn] = /:(loadbalancer|listener)\/(app|net)\//.exec(key) ?? [];
  if (settled?.kind === 'literal' && kindInArn === undefined) return;
  const isHttps = called[1]?.toLowerCase() === 'https';
  const port = called[2] === undefined ? (isHttps ? 443 : 80) : Number(called[2]);
  const logicalId = `${key}:${port}`;
  if (kindInArn === 'net') {
    const known = nlbs[key] ?? { logicalId: key, listeners: [] };
    if (known.listeners.some((listener) => listener.port === port)) return;
    scene.assume(
      `The NLB ${key} belongs to another template; its listener on port ${port} is taken to send every connection to "${behind(key)}".`,
    );
    const listener = { logicalId, port, protocol: 'TCP' as const, targetGroups: [{ targetGroup: behind(key) }] };
    nlbs[key] = { ...known, listeners: [...known.listeners, listener] };
    return;
  }
  const at = integration.integrationTarget?.at;
  addTakenListener(scene, albs, { key, port, protocol: isHttps ? 'HTTPS' : 'HTTP', at });
}

/** TLS passes an NLB untouched, so what the integrations speak is what the ALB speaks. */
function protocolFor(scene: Scene, group: TargetGroup, port: number): 'HTTP' | 'HTTPS' {
  const checked = scene.plain(group.healthCheck.protocol)?.toUpperCase();
  const schemes = new Set(privateIntegrations(scene.topology).flatMap(({ uri }) => uri?.scheme ?? []));
  if (schemes.size === 1) return schemes.has('https') ? 'HTTPS' : 'HTTP';
  return checked === 'HTTPS' || (checked === undefined && port === 443) ? 'HTTPS' : 'HTTP';
}

function isOutside(settled: Settled<string> | undefined): boolean {
  if (settled === undefined || identified(settled) || settled.kind === 'unknown') return false;
  return settled.kind !== 'text' || settled.parts.every(({ kind }) => kind !== 'resource');
}
