import { listenersOf, type Listener } from '../../topology/index';
import type { AlbListenerModel, NlbListenerModel } from '../model';
import { actionModels, weightedGroups } from './actions';
import { certificateNames } from './certificates';
import { defined } from './defined';
import { ruleModels } from './rules';
import type { Scene } from './scene';
import { placeOf } from './spans';

const nlbProtocols: ReadonlySet<string> = new Set(['TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC']);

/** The listeners of a balancer that are there. `balancer` is its identity in the topology. */
export function listenersHere(scene: Scene, balancer: string): readonly Listener[] {
  return listenersOf(scene.topology, balancer).filter((listener) => scene.isPresent(listener));
}

/** Which kind of balancer a listener needs, by its protocol. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-listener.html */
export function kindByProtocol(scene: Scene, listener: Listener): 'alb' | 'nlb' | undefined {
  const protocol = scene.text(listener.protocol)?.toUpperCase() ?? '';
  if (protocol === 'HTTP' || protocol === 'HTTPS') return 'alb';
  return nlbProtocols.has(protocol) ? 'nlb' : undefined;
}

/** The listener of an ALB with its rules; `undefined` where port or protocol is not known. */
export function albListener(scene: Scene, listener: Listener): AlbListenerModel | undefined {
  const known = portAndProtocol(scene, listener);
  if (!known) return undefined;
  const { port, protocol } = known;
  if (protocol !== 'HTTP' && protocol !== 'HTTPS')
    return leftOut(scene, listener, `an ALB has no listener for ${protocol}`);
  return defined({
    ...placeOf(listener),
    logicalId: listener.logicalId,
    port,
    protocol,
    rules: ruleModels(scene, listener),
    defaultActions: actionModels(scene, listener.defaultActions, `"${listener.logicalId}"`),
    certificateNames: protocol === 'HTTPS' ? certificateNames(scene, listener) : undefined,
  });
}

/** The listener of an NLB; `undefined` where port or protocol is not known. */
export function nlbListener(scene: Scene, listener: Listener): NlbListenerModel | undefined {
  const known = portAndProtocol(scene, listener);
  if (!known) return undefined;
  const { port, protocol } = known;
  if (!nlbProtocols.has(protocol)) return leftOut(scene, listener, `an NLB has no listener for ${protocol}`);
  return defined({
    ...placeOf(listener),
    logicalId: listener.logicalId,
    port,
    protocol: protocol as NlbListenerModel['protocol'],
    targetGroups: scene
      .items(listener.defaultActions)
      .flatMap((action) => weightedGroups(scene, action, `"${listener.logicalId}"`)),
    certificateNames: protocol === 'TLS' ? certificateNames(scene, listener) : undefined,
  });
}

function portAndProtocol(
  scene: Scene,
  listener: Listener,
): { readonly port: number; readonly protocol: string } | undefined {
  const port = scene.number(listener.port);
  const protocol = scene.plain(listener.protocol)?.toUpperCase();
  if (port === undefined) return leftOut(scene, listener, 'its port is not known');
  if (protocol === undefined) return leftOut(scene, listener, 'its protocol is not known');
  return { port, protocol };
}

function leftOut(scene: Scene, listener: Listener, why: string): undefined {
  scene.assume(`"${listener.logicalId}" is left out: ${why}.`);
  return undefined;
}
