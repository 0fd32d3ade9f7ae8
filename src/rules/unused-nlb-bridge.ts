import { after, kept } from '../convert/bridge/example';
import { unusedBridges, type LeftBridge } from '../convert/bridge/unused';
import removeUnusedNlbBridge from '../convert/remove-unused-nlb-bridge';
import { defineRule } from './rule';

export default defineRule({
  id: 'unused-nlb-bridge',
  severity: 'info',
  summary: 'A VPC link V1 and an NLB that were left behind when the API moved to the ALB',
  why: 'The NLB costs by the hour, and nothing is sent over it any more',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-delete.html',
  fixes: [removeUnusedNlbBridge],
  bad: [
    kept.replace(
      '  Link:\n',
      '  [|Link|](No integration goes over "Link" to the NLB "Nlb" any more: remove both once every stage has its new deployment):\n',
    ),
  ],
  good: [
    after,
    // The link may be used by those who import it.
    `${kept}Outputs:\n  Link: { Value: !Ref Link, Export: { Name: link } }\n`,
  ],

  *check({ topology }) {
    for (const left of unusedBridges(topology)) {
      const { bridge, nlb } = left;
      const [link] = bridge.links;
      const { at, logicalId } = link ?? nlb;
      yield {
        at,
        message: messageFor(left),
        logicalId,
        related: link ? [{ at: nlb.at, message: 'The NLB' }] : [],
        unnecessary: true,
      };
    }
  },
});

function messageFor({ bridge, nlb, handovers }: LeftBridge): string {
  const [link] = bridge.links;
  const what = link
    ? `No integration goes over "${link.logicalId}" to the NLB "${nlb.logicalId}" any more`
    : `No integration goes over the NLB "${nlb.logicalId}" any more`;
  if (handovers.length === 0) return `${what}: remove both once every stage has its new deployment`;
  const outputs = [...new Set(handovers.map(([first]) => first!.words))].join(', ');
  const them = link ? 'them' : 'it';
  return `${what}, and no template here uses what still hands ${them} out (${outputs}): remove ${them} once every importing stack is deployed`;
}
