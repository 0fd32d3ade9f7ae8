import type { Hop, HttpRequest, HttpResponse, Trace, World } from '../../simulate/index';

/** The end of a trace in the words of an expectation. */
export interface ScenarioOutcome {
  readonly response: HttpResponse;
  readonly targetGroup: string | null;
  readonly target: string | null;
  /** Priority or `default`. */
  readonly rule: number | 'default' | null;
  /** Logical id of the rule, where it has one. */
  readonly ruleId: string | undefined;
  readonly gatewayResponse: string | null;
  /** What the target gets; absent where none is reached. */
  readonly received: HttpRequest | undefined;
  /** The hop that decided where the request ends. */
  readonly decided: Hop | undefined;
  /** The hop of the ALB. */
  readonly alb: Hop | undefined;
}

/** Reads what a request came to. */
export function outcomeOf({ hops, response }: Trace, world: World): ScenarioOutcome {
  const last = hops.at(-1);
  const target = last?.kind === 'target' || last?.kind === 'internet' ? last : undefined;
  const group = hops.findLast(({ kind }) => kind === 'target-group');
  const alb = hops.findLast(({ kind, facts }) => kind === 'alb' && facts?.rule !== undefined);
  // On the way to a target the ALB chose; where nothing is reached, the last hop that said no.
  const stop = hops.findLast(({ level }) => level === 'blocked' || level === 'error');
  return {
    response,
    // The group of an NLB in front of the ALB is no place where a request ends.
    targetGroup: group && isAfter(hops, group, alb) ? group.logicalId : null,
    target: target?.logicalId ?? null,
    rule: alb?.facts?.rule ?? null,
    ruleId: alb && ruleId(alb, world),
    gatewayResponse: hops.find(({ kind }) => kind === 'gateway')?.facts?.gatewayResponse ?? null,
    received: target?.request,
    decided: (target ? undefined : stop) ?? alb ?? group ?? last,
    alb,
  };
}

function isAfter(hops: readonly Hop[], hop: Hop, other: Hop | undefined): boolean {
  return !other || hops.indexOf(hop) > hops.indexOf(other);
}

function ruleId({ logicalId, facts }: Hop, world: World): string | undefined {
  const alb = Object.values(world.albs).find((model) => model.logicalId === logicalId);
  const listener = alb?.listeners.find(({ port }) => port === facts?.listenerPort);
  return listener?.rules.find(({ priority }) => priority === facts?.rule)?.logicalId;
}
