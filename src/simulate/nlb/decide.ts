import type { NlbListenerModel, NlbModel, SourceSpan, WeightedTargetGroup } from '../model';
import type { Alternative } from '../trace';

export type NlbDecision = NlbForward | NlbDrop;

interface Reasons {
  readonly decision: string;
  readonly why: string;
  readonly at?: SourceSpan;
  readonly alternatives: readonly Alternative[];
}

export interface NlbForward extends Reasons {
  readonly kind: 'forward';
  readonly listener: NlbListenerModel;
  /** Key or alias. */
  readonly targetGroup: string;
}

export interface NlbDrop extends Reasons {
  readonly kind: 'drop';
}

/**
 * Picks the listener for a TCP connection and its target group. Traffic to a port without a listener is dropped, not
 * refused. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
 */
export function nlbDecide(nlb: NlbModel, port: number, random: () => number): NlbDecision {
  const listener = nlb.listeners.find((candidate) => candidate.port === port && speaksTcp(candidate));
  const alternatives = nlb.listeners
    .filter((other) => other !== listener)
    .map((other) => ({
      what: `listener ${other.port} (${other.protocol})`,
      why: other.port === port ? `does not take TCP` : `is not on port ${port}`,
      ...(other.at ? { at: other.at } : {}),
    }));
  if (!listener) {
    return {
      kind: 'drop',
      decision: `no listener on port ${port}`,
      why: `"${nlb.logicalId}" has no TCP listener on port ${port}, and an NLB drops what it has no listener for.`,
      alternatives,
      ...(nlb.at ? { at: nlb.at } : {}),
    };
  }
  const group = chooseGroup(listener.targetGroups, random);
  if (!group) {
    return {
      kind: 'drop',
      decision: `listener ${port} forwards nowhere`,
      why: 'The listener has no target group with a weight above zero.',
      alternatives,
      ...(listener.at ? { at: listener.at } : {}),
    };
  }
  const at = group.at ?? listener.at;
  return {
    kind: 'forward',
    listener,
    targetGroup: group.targetGroup,
    decision: `listener ${port} forwards to ${group.targetGroup}`,
    why: `The ${listener.protocol} listener on port ${port} takes the connection as it is; an NLB does not look at the request.`,
    alternatives,
    ...(at ? { at } : {}),
  };
}

function speaksTcp({ protocol }: NlbListenerModel): boolean {
  return protocol === 'TCP' || protocol === 'TLS' || protocol === 'TCP_UDP' || protocol === 'TCP_QUIC';
}

function chooseGroup(groups: readonly WeightedTargetGroup[], random: () => number): WeightedTargetGroup | undefined {
  if (groups.length === 1) return groups[0];
  let left = random() * groups.reduce((sum, { weight }) => sum + (weight ?? 1), 0);
  for (const group of groups) {
    left -= group.weight ?? 1;
    if (left < 0 && (group.weight ?? 1) > 0) return group;
  }
  return undefined;
}
