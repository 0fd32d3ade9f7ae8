import { kept } from '../convert/bridge/example';
import { unusedBridges } from '../convert/bridge/unused';
import removeUnusedNlbBridge from '../convert/remove-unused-nlb-bridge';
import { defineRule } from './rule';

const message =
  'No integration goes over "Link" to the NLB "Nlb" any more: remove both once every stage has its new deployment';

export default defineRule({
  id: 'unused-nlb-bridge',
  severity: 'info',
  summary: 'A VPC link V1 and an NLB that were left behind when the API moved to the ALB',
  why: 'The NLB costs by the hour, and nothing is sent over it any more',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-delete.html',
  fixes: [removeUnusedNlbBridge],
  bad: [kept.replace('  Link:\n', `  [|Link|](${message}):\n`)],
  good: [
    // The link may be used by those who import it.
    `${kept}Outputs:\n  Link: { Value: !Ref Link, Export: { Name: link } }\n`,
  ],

  *check({ topology }) {
    for (const { bridge, nlb } of unusedBridges(topology)) {
      const link = bridge.links[0]!;
      yield {
        at: link.at,
        message: message.replace('"Link"', `"${link.logicalId}"`).replace('"Nlb"', `"${nlb.logicalId}"`),
        logicalId: link.logicalId,
        related: [{ at: nlb.at, message: 'The NLB' }],
        unnecessary: true,
      };
    }
  },
});
