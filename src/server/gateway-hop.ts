import type { GatewayAnswer, GatewayCall, Hop, HttpResponse, ReturnedAnswer } from '../simulate/index';

/** The gateway's hop of a trace: what it decided, what it sent on, what it made of the answer. */
export function gatewayHop(
  decision: GatewayAnswer | GatewayCall,
  returned?: ReturnedAnswer,
  response?: HttpResponse,
): Hop {
  const { exchange, why, at, alternatives, facts } = decision;
  const common: Hop = {
    kind: 'gateway',
    logicalId: exchange.model.logicalId,
    decision: decision.decision,
    why,
    ...(at ? { at } : {}),
    request: exchange.request,
    alternatives,
    facts,
  };
  if (decision.kind === 'answer')
    return {
      ...common,
      response: decision.response,
      level: decision.level,
      ...(decision.returned ? { returned: decision.returned } : {}),
    };
  return {
    ...common,
    forwarded: decision.call.request,
    ...(response ? { response } : {}),
    ...(returned ? { returned: returned.step, level: returned.level } : {}),
    ...(returned?.gatewayResponse === undefined
      ? {}
      : { facts: { ...facts, gatewayResponse: returned.gatewayResponse } }),
  };
}
