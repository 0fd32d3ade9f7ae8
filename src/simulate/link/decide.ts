import type { IntegrationCall } from '../gateway/call';
import { find } from '../lookup';
import type { AlbModel, LinkModel, LinkV2Model, NlbModel, SourceSpan, World } from '../model';

/** Where a private integration comes out, or why it does not. */
export type LinkDecision = LinkForward | LinkFailure;

export interface LinkForward {
  readonly kind: 'forward';
  readonly link: LinkModel;
  readonly balancer: { readonly nlb: NlbModel } | { readonly alb: AlbModel };
  readonly port: number;
  readonly decision: string;
  readonly why: string;
  readonly at?: SourceSpan;
}

export interface LinkFailure {
  readonly kind: 'failure';
  readonly link?: LinkModel;
  readonly decision: string;
  readonly why: string;
  readonly at?: SourceSpan;
}

/**
 * Resolves a call's link. A V1 link ends at its NLB; a V2 link at the load balancer that `IntegrationTarget` names.
 * On both, the port of the URI picks the listener.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
export function linkDecide(world: World, call: IntegrationCall): LinkDecision {
  const wanted = call.link;
  const at = call.at ? { at: call.at } : {};
  if (!wanted || wanted.connectionId === '') {
    return failure(
      'has no link',
      'The integration says VPC_LINK but its ConnectionId is empty once stage variables are filled in.',
      at,
    );
  }
  const link = find(world.links, wanted.connectionId);
  if (!link) return failure('link not found', `No VPC link "${wanted.connectionId}" is part of this template.`, at);
  const unusable = link.status !== undefined && link.status !== 'AVAILABLE';
  if (unusable) {
    return {
      ...failure('link is not usable', `The link is ${link.status}, so calls through it fail.`, spanOf(link)),
      link,
    };
  }
  return link.version === 'V1' ? throughV1(world, link, call) : throughV2(world, link, call, wanted.integrationTarget);
}

function throughV1(world: World, link: LinkModel & { version: 'V1' }, call: IntegrationCall): LinkDecision {
  const target = link.targets[0];
  const nlb = target === undefined ? undefined : find(world.nlbs, target);
  if (!nlb) {
    const why =
      target === undefined ? 'The link names no NLB.' : `The NLB "${target}" of the link is not part of this template.`;
    return { ...failure('NLB not found', why, spanOf(link, 'TargetArns')), link };
  }
  return {
    kind: 'forward',
    link,
    balancer: { nlb },
    port: call.address.port,
    decision: `V1 link leads to ${nlb.logicalId}:${call.address.port}`,
    why: `A V1 link always ends at its NLB; the URI's ${portReason(call)} picks the listener.`,
    ...spanOf(link, 'TargetArns'),
  };
}

function throughV2(world: World, link: LinkV2Model, call: IntegrationCall, target: string | undefined): LinkDecision {
  const at = call.at ? { at: call.at } : {};
  if (target === undefined || target === '') {
    return {
      ...failure(
        'IntegrationTarget is missing',
        'An integration over a V2 link must name its load balancer; AWS refuses to deploy it: IntegrationTarget is required for VpcLinkV2.',
        at,
      ),
      link,
    };
  }
  const alb = find(world.albs, target) ?? ownerOfListener(world.albs, target);
  const nlb = alb ? undefined : (find(world.nlbs, target) ?? ownerOfListener(world.nlbs, target));
  const balancer = alb ? { alb } : nlb ? { nlb } : undefined;
  if (!balancer) {
    return {
      ...failure('load balancer not found', `The IntegrationTarget "${target}" is not part of this template.`, at),
      link,
    };
  }
  const name = (alb ?? nlb)?.logicalId ?? '';
  return {
    kind: 'forward',
    link,
    balancer,
    port: call.address.port,
    decision: `V2 link leads to ${name}:${call.address.port}`,
    why: `IntegrationTarget names the load balancer; the URI's ${portReason(call)} picks the listener.`,
    ...at,
  };
}

// The documentation calls IntegrationTarget a listener in one place and a load balancer in all examples; both are read.
function ownerOfListener<T extends NlbModel | AlbModel>(
  balancers: Readonly<Record<string, T>>,
  target: string,
): T | undefined {
  return Object.values(balancers).find(({ listeners }) =>
    listeners.some((listener) => listener.logicalId === target || listener.aliases?.includes(target)),
  );
}

function portReason({ address }: IntegrationCall): string {
  return address.explicitPort ? `port ${address.port}` : `scheme ${address.scheme} (port ${address.port})`;
}

function failure(decision: string, why: string, at: { readonly at?: SourceSpan }): LinkFailure {
  return { kind: 'failure', decision, why, ...at };
}

function spanOf(link: LinkModel, property?: string): { readonly at?: SourceSpan } {
  const at = (property === undefined ? undefined : link.spans?.[property]) ?? link.at;
  return at ? { at } : {};
}
