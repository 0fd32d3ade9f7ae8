import { after, kept } from './bridge/example';
import { removals } from './bridge/removal';
import { unusedBridges } from './bridge/unused';
import { defineStep } from './step';

/** Phase two of a conversion that kept the bridge: what `remove-nlb-bridge` would have removed at once. */
export default defineStep({
  id: 'remove-unused-nlb-bridge',
  title: 'Remove the bridge that no integration goes over any more',
  safety: 'review',
  safetyReason:
    'Stages with an older deployment, and hosts that call the NLB by its DNS name, may still need it though no template says so.',
  why: 'An NLB costs by the hour, and its VPC link counts against the quota of links.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-delete.html',
  before: kept,
  after,

  *plan({ topology }) {
    yield* removals(
      topology,
      unusedBridges(topology).map(({ bridge, nlb }) => ({
        bridge,
        nlb,
        replaced: [],
        group: bridge.nlbIdentity,
        complete: true,
      })),
    );
  },
});
