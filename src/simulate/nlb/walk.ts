import { throughAlb } from '../alb/walk';
import {
  arrive,
  blocksOf,
  isAnswered,
  markBlocked,
  peerIn,
  type Journey,
  type OpenHop,
  type Outcome,
  type Way,
} from '../journey';
import { find } from '../lookup';
import type { HttpRequest, Peer } from '../message';
import type { NlbListenerModel, NlbModel, TargetGroupModel, TargetModel } from '../model';
import { blockedAtEntry, blockedBy, type Block } from '../network/security';
import { certificateCovers } from '../network/tls';
import { callTarget, withoutBalancer } from '../target/call';
import { chooseTarget, targetName } from '../target/choose';
import { then } from '../waiting';
import { nlbDecide } from './decide';
import { albHealth } from './health';

/** How a connection comes to an NLB: over PrivateLink from a V1 link, or from an address. */
export interface NlbClient {
  readonly peer: Peer;
  readonly privateLink: boolean;
  /** Keys of the security groups of the caller, where known. */
  readonly securityGroups?: readonly string[];
  /** The name that the caller checks the certificate against. */
  readonly host?: string;
}

// A PrivateLink client calls from a private address that the template does not show.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/** Sends a connection to a port of an NLB and follows it to its target. */
export function throughNlb(
  journey: Journey,
  nlb: NlbModel,
  port: number,
  request: HttpRequest,
  client: NlbClient,
): Way {
  const decision = nlbDecide(nlb, port, journey.options.random);
  const group = decision.kind === 'forward' ? find(journey.world.targetGroups, decision.targetGroup) : undefined;
  const hop = arrive(journey, {
    kind: 'nlb',
    logicalId: nlb.logicalId,
    decision: decision.decision,
    why: decision.why,
    ...(decision.at ? { at: decision.at } : {}),
    request,
    alternatives: decision.alternatives,
    facts: {
      listenerPort: port,
      ...(decision.kind === 'forward' ? { targetGroup: group?.logicalId ?? decision.targetGroup } : {}),
    },
  });
  const entry = entryBlocked(journey, nlb, port, client);
  if (entry) return blocked(hop, entry);
  if (decision.kind === 'drop') return stop(hop, decision.why, 'blocked', decision.at);
  if (!group)
    return stop(hop, `The target group "${decision.targetGroup}" is not part of this template.`, 'error', decision.at);

  const inner = tlsInside(decision.listener, request, client);
  if ('failure' in inner) return stop(hop, inner.failure, 'error', decision.listener.at);
  hop.forwarded = inner.request;
  return then(toTarget(journey, nlb, group, inner.request, client), answeredAt(hop));
}

function answeredAt(hop: OpenHop): (outcome: Outcome) => Outcome {
  return (outcome) => {
    if (isAnswered(outcome)) hop.response = outcome.response;
    return outcome;
  };
}

function blocked(hop: OpenHop, wall: Block): Outcome {
  markBlocked(hop, wall);
  return { failure: 'unreachable', why: wall.why };
}

function stop(hop: OpenHop, why: string, level: 'blocked' | 'error', at: OpenHop['at']): Outcome {
  hop.why = why;
  hop.level = level;
  if (at) hop.at = at;
  return { failure: 'unreachable', why };
}

function entryBlocked(journey: Journey, nlb: NlbModel, port: number, client: NlbClient): Block | undefined {
  if (journey.options.securityGroups === 'ignore') return undefined;
  // "on" is the default once an NLB has groups at all.
  if (client.privateLink && nlb.enforceInboundRulesOnPrivateLink === 'off') return undefined;
  const addresses = client.privateLink ? privateBlocks : [client.peer.ip];
  const from = {
    name: client.privateLink ? 'the V1 link' : 'the client',
    securityGroups: client.securityGroups ?? [],
    addresses,
  };
  return blockedAtEntry(
    journey.world,
    from,
    {
      name: `"${nlb.logicalId}"`,
      ...(nlb.securityGroups ? { securityGroups: nlb.securityGroups } : {}),
      addresses: [],
    },
    port,
  );
}

/** A TLS listener ends the TLS connection; a TCP listener passes it through untouched. */
function tlsInside(
  listener: NlbListenerModel,
  request: HttpRequest,
  client: NlbClient,
): { readonly request: HttpRequest } | { readonly failure: string } {
  if (listener.protocol !== 'TLS') return { request };
  if (request.scheme === 'http') return { failure: `The TLS listener on port ${listener.port} got plain HTTP.` };
  const names = listener.certificateNames;
  if (names && client.host !== undefined && !certificateCovers(names, client.host)) {
    return { failure: `The certificate of the listener (${names.join(', ')}) is not valid for ${client.host}.` };
  }
  return { request: { ...request, scheme: 'http' } };
}

function toTarget(
  journey: Journey,
  nlb: NlbModel,
  group: TargetGroupModel,
  request: HttpRequest,
  client: NlbClient,
): Way {
  const { world, options } = journey;
  const albOf = (target: TargetModel) => (group.type === 'alb' ? find(world.albs, target.id) : undefined);
  const choice = chooseTarget(
    group,
    (target) => {
      const alb = albOf(target);
      return alb ? albHealth(world, group, target, alb).health : (target.health ?? 'healthy');
    },
    options.random,
  );
  const hop = arrive(journey, {
    kind: 'target-group',
    logicalId: group.logicalId,
    decision: choice.target ? `picks ${targetName(choice.target)}` : 'has no target',
    why: choice.why.charAt(0).toUpperCase() + choice.why.slice(1),
    ...((choice.target?.at ?? group.at) ? { at: choice.target?.at ?? group.at } : {}),
    request,
    alternatives: choice.alternatives,
    ...(choice.target ? { facts: { target: targetName(choice.target), failOpen: choice.failOpen } } : {}),
  });
  const { target } = choice;
  if (!target) return stop(hop, choice.why, 'error', group.at);

  const port = target.port ?? group.port ?? 80;
  const alb = albOf(target);
  if (group.type === 'alb' && !alb)
    return stop(hop, `The ALB "${target.id}" is not part of this template.`, 'error', target.at);
  if (alb) hop.why += ` ${albHealth(world, group, target, alb).why}`;
  const wall = targetBlocked(journey, nlb, alb ?? target, alb ? `"${alb.logicalId}"` : targetName(target), port);
  if (wall) return blocked(hop, wall);

  // Through PrivateLink the target sees a node of the NLB; otherwise an alb group keeps the client's address.
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
  const peer = client.privateLink ? peerIn(world, nlb.subnets, '10.0.0.10') : client.peer;
  const way = alb
    ? throughAlb(journey, alb, port, request, peer)
    : then(callTarget(journey, group, target, request), withoutBalancer);
  return then(way, answeredAt(hop));
}

function targetBlocked(
  journey: Journey,
  nlb: NlbModel,
  target: { readonly securityGroups?: readonly string[] },
  name: string,
  port: number,
): Block | undefined {
  if (journey.options.securityGroups === 'ignore') return undefined;
  const from = {
    name: `"${nlb.logicalId}"`,
    ...(nlb.securityGroups ? { securityGroups: nlb.securityGroups } : {}),
    addresses: blocksOf(journey.world, nlb.subnets),
  };
  return blockedBy(
    journey.world,
    from,
    { name, ...(target.securityGroups ? { securityGroups: target.securityGroups } : {}), addresses: [] },
    port,
  );
}
