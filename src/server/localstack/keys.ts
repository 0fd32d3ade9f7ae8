import type { GatewayModel, StageModel } from '../../simulate/index';
import type { ControlPlane } from './control-plane';

/**
 * Makes the usage plans and API keys of a stage. Keys whose value the template does not show cannot be made.
 * `undo` gets what takes each of them away again, to be run from the last to the first.
 */
export async function deployKeys(
  plane: ControlPlane,
  { usagePlans = [], logicalId }: GatewayModel,
  { name }: StageModel,
  apiId: string,
  undo: (() => Promise<unknown>)[],
): Promise<void> {
  const plans = usagePlans.filter(({ stages, keys }) => (stages?.includes(name) ?? true) && keys.length > 0);
  for (const [index, { keys }] of plans.entries()) {
    const plan = await plane.call('POST', '/usageplans', {
      name: `unbridge-${logicalId}-${name}-${index}`,
      apiStages: [{ apiId, stage: name }],
    });
    undo.push(() => plane.call('DELETE', `/usageplans/${String(plan['id'])}`));
    for (const [number, { value, enabled = true }] of keys.entries()) {
      if (value === undefined) continue;
      const key = await plane.call('POST', '/apikeys', {
        name: `unbridge-${logicalId}-${name}-${index}-${number}`,
        value,
        enabled,
      });
      undo.push(() => plane.call('DELETE', `/apikeys/${String(key['id'])}`));
      await plane.call('POST', `/usageplans/${String(plan['id'])}/keys`, { keyId: key['id'], keyType: 'API_KEY' });
    }
  }
}
