import { throughAlb } from '../alb/walk';
import type { IntegrationCall } from '../gateway/call';
import { arrive, blocksOf, isAnswered, markBlocked, peerIn, type Journey, type Outcome, type Way } from '../journey';
import { find } from '../lookup';
import type { AlbModel, LinkV2Model, NlbModel } from '../model';
import { blockedBy, type Block } from '../network/security';
import { certificateCovers, isBalancerName } from '../network/tls';
import { throughNlb } from '../nlb/walk';
import { then } from '../waiting';
import { linkDecide, type LinkForward } from './decide';

/** Sends a private integration's call through its link. */
export function throughLink(journey: Journey, call: IntegrationCall): Way {
  const decision = linkDecide(journey.world, call);
  const hop = arrive(journey, {
    kind: 'link',
    logicalId: decision.link?.logicalId ?? call.link?.connectionId ?? '',
    decision: decision.decision,
    why: decision.why,
    ...(decision.at ? { at: decision.at } : {}),
    request: call.request,
    alternatives: [],
  });
  if (decision.kind === 'failure') {
    hop.level = 'error';
    return { failure: 'unreachable', why: decision.why };
  }
  const blocked = blockedOnTheWay(journey, decision);
  if (blocked) {
    markBlocked(hop, blocked);
    return { failure: 'unreachable', why: blocked.why };
  }
  const mismatch = certificateMismatch(journey, call, decision);
  if (mismatch !== undefined) {
    hop.level = 'error';
    hop.why = mismatch;
    return { failure: 'network', why: mismatch };
  }
  hop.forwarded = call.request;
  return then(onwards(journey, call, decision), (outcome): Outcome => {
    if (isAnswered(outcome)) hop.response = outcome.response;
    return outcome;
  });
}

function onwards(journey: Journey, call: IntegrationCall, { link, balancer, port }: LinkForward): Way {
  const own = link.version === 'V2' ? link : undefined;
  const peer = peerIn(journey.world, own?.subnets, '10.0.0.20');
  if ('alb' in balancer) return throughAlb(journey, balancer.alb, port, call.request, peer);
  return throughNlb(journey, balancer.nlb, port, call.request, {
    peer,
    privateLink: link.version === 'V1',
    host: call.address.host,
    ...(own?.securityGroups ? { securityGroups: own.securityGroups } : {}),
  });
}

function certificateMismatch(
  journey: Journey,
  call: IntegrationCall,
  { balancer, port }: LinkForward,
): string | undefined {
  const owner = 'alb' in balancer ? { alb: balancer.alb, port } : albBehind(journey, balancer.nlb, port);
  return owner && certificateProblem(owner.alb, owner.port, call);
}

/** The ALB whose certificate a TCP listener lets through. */
function albBehind(journey: Journey, nlb: NlbModel, port: number): { alb: AlbModel; port: number } | undefined {
  const listener = nlb.listeners.find((candidate) => candidate.port === port && candidate.protocol === 'TCP');
  const key = listener?.targetGroups[0]?.targetGroup;
  const group = key === undefined ? undefined : find(journey.world.targetGroups, key);
  const target = group?.type === 'alb' ? group.targets[0] : undefined;
  const alb = target && find(journey.world.albs, target.id);
  return alb && target ? { alb, port: target.port ?? group?.port ?? port } : undefined;
}

/**
 * For HTTPS the name in the URI must stand on the certificate; API Gateway answers 500 otherwise.
 * https://repost.aws/knowledge-center/api-gateway-500-error-vpc
 */
function certificateProblem(alb: AlbModel, port: number, call: IntegrationCall): string | undefined {
  const listener = alb.listeners.find((candidate) => candidate.port === port);
  if (call.address.scheme !== 'https' || listener?.protocol !== 'HTTPS') return undefined;
  if (isBalancerName(call.address.host)) {
    return `No certificate can carry the load balancer's own name ${call.address.host}, which the URI gives; it needs a name on the certificate.`;
  }
  if (!listener.certificateNames || certificateCovers(listener.certificateNames, call.address.host)) return undefined;
  return `The host ${call.address.host} in the URI does not match the certificate of the listener (${listener.certificateNames.join(', ')}).`;
}

function blockedOnTheWay(journey: Journey, { link, balancer, port }: LinkForward): Block | undefined {
  if (journey.options.securityGroups === 'ignore' || link.version !== 'V2') return undefined;
  const target = 'alb' in balancer ? balancer.alb : balancer.nlb;
  return blockedBy(
    journey.world,
    { name: `the link "${link.logicalId}"`, ...groupsOf(link), addresses: blocksOf(journey.world, link.subnets) },
    { name: `"${target.logicalId}"`, ...groupsOf(target), addresses: blocksOf(journey.world, target.subnets) },
    port,
  );
}

function groupsOf(owner: Pick<LinkV2Model, 'securityGroups'>): { readonly securityGroups?: readonly string[] } {
  return owner.securityGroups ? { securityGroups: owner.securityGroups } : {};
}
