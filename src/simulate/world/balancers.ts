import { balancerTypeOf, keyOf, type Listener, type LoadBalancer } from '../../topology/index';
import type { AlbModel, NlbModel } from '../model';
import { defined } from './defined';
import { groupKeys } from './links';
import { albListener, kindByProtocol, listenersHere, nlbListener } from './listeners';
import { outsideBalancers } from './outside';
import type { Scene } from './scene';
import { placeOf } from './spans';

export interface Balancers {
  readonly nlbs: Readonly<Record<string, NlbModel>>;
  readonly albs: Readonly<Record<string, AlbModel>>;
}

/** Every load balancer of the scene, and those of other templates whose kind and listeners are told here. */
export function balancerModels(scene: Scene): Balancers {
  const nlbs: Record<string, NlbModel> = {};
  const albs: Record<string, AlbModel> = {};
  for (const balancer of scene.all('load-balancer')) {
    const listeners = listenersHere(scene, keyOf(balancer));
    const kind = kindOf(scene, balancer, listeners);
    const key = scene.names.of(balancer);
    if (kind === 'nlb') nlbs[key] = nlbModel(scene, balancer, listeners);
    else if (kind === 'alb') albs[key] = albModel(scene, balancer, listeners);
    else scene.assume(`"${balancer.logicalId}" is left out: it is not known to be an ALB or an NLB.`);
  }
  const outside = outsideBalancers(scene);
  return { nlbs: { ...outside.nlbs, ...nlbs }, albs: { ...outside.albs, ...albs } };
}

function kindOf(scene: Scene, balancer: LoadBalancer, listeners: readonly Listener[]): 'alb' | 'nlb' | undefined {
  const type = balancerTypeOf(scene.topology, balancer) ?? scene.plain(balancer.balancerType);
  if (type === 'application') return 'alb';
  if (type === 'network') return 'nlb';
  return type === undefined
    ? listeners.map((listener) => kindByProtocol(scene, listener)).find((kind) => kind !== undefined)
    : undefined;
}

function albModel(scene: Scene, balancer: LoadBalancer, listeners: readonly Listener[]): AlbModel {
  return defined({
    ...common(scene, balancer),
    // An ALB without groups of its own gets the default group of its VPC, which is not in the template.
    securityGroups: groupKeys(scene, balancer.securityGroups),
    listeners: listeners.flatMap((listener) => albListener(scene, listener) ?? []),
  });
}

function nlbModel(scene: Scene, balancer: LoadBalancer, listeners: readonly Listener[]): NlbModel {
  const enforce = scene.plain(balancer.enforcePrivateLink)?.toLowerCase();
  return defined({
    ...common(scene, balancer),
    // An NLB without groups lets everything in. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
    securityGroups: balancer.securityGroups ? groupKeys(scene, balancer.securityGroups) : [],
    enforceInboundRulesOnPrivateLink: enforce === 'on' || enforce === 'off' ? enforce : undefined,
    listeners: listeners.flatMap((listener) => nlbListener(scene, listener) ?? []),
  });
}

function common(scene: Scene, balancer: LoadBalancer) {
  const scheme = scene.plain(balancer.scheme);
  const subnets = [balancer.subnets, balancer.subnetMappings].flatMap((list) => scene.settleList(list).items);
  return defined({
    ...placeOf(balancer),
    logicalId: scene.names.of(balancer),
    aliases: [scene.names.arn(balancer)],
    dnsName: scene.names.dnsName(balancer),
    scheme: scheme === 'internal' || scheme === 'internet-facing' ? scheme : undefined,
    attributes: scene.record(balancer.attributes),
    subnets: subnets.length > 0 ? subnets.flatMap((subnet) => scene.textOf(subnet) ?? []) : undefined,
  });
}
