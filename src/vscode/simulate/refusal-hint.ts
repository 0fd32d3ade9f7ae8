import type { Trace } from '../../simulate/index';

/**
 * What to do where the gateway refused a request that brings no credentials; `undefined` where that is not why it ended.
 * `letIn` gives the way of the same request past authorizers and API keys.
 */
export function refusalHint(trace: Trace, letIn: () => Trace): string | undefined {
  const last = trace.hops.at(-1);
  if (last?.kind !== 'gateway' || last.level !== 'error') return undefined;
  const further = letIn();
  if (further.hops.length === trace.hops.length && further.response.status === trace.response.status) return undefined;
  const header = last.facts?.gatewayResponse === 'INVALID_API_KEY' ? 'x-api-key' : 'Authorization';
  return `To see the rest of the path, add --let-pass to the request, or what is missing: -H "${header}: …".`;
}
