import { after, before } from './bridge/example';
import { planBridges } from './bridge/plan-bridge';
import { removals } from './bridge/removal';
import { defineStep } from './step';

/**
 * Removes the V1 link, and the NLB with its listeners and `alb` groups, as far as nothing else uses them. What stays
 * is said with the reason. The ALB is never touched.
 */
export default defineStep({
  id: 'remove-nlb-bridge',
  title: 'Remove the VPC link V1, the NLB and its target groups',
  safety: 'review',
  safetyReason:
    'Clients that CloudFormation does not know, such as a host that calls the NLB by its DNS name, lose it.',
  why: 'Nothing goes over the bridge any more, and an NLB costs by the hour.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-delete.html',
  before,
  after,

  *plan({ topology, keepBridge }) {
    if (keepBridge) return;
    yield* removals(
      topology,
      planBridges(topology).plans.map(({ bridge, nlb, replaced, group, integrations }) => {
        const complete = integrations.length === bridge.integrations.length;
        return { bridge, nlb, replaced, group, complete };
      }),
    );
  },
});
