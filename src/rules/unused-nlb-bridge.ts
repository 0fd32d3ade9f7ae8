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
    // A plain output is all that names the NLB; people and scripts may read it.
    `${withoutLink(kept).replace('  Nlb:\n', '  [|Nlb|](No integration goes over the NLB "Nlb" any more, and only Outputs "Name" still names it: remove both once nobody reads the output):\n')}Outputs:\n  Name: { Value: !GetAtt Nlb.DNSName }\n`,
  ],
  good: [
    after,
    // An alarm still watches the NLB.
    `${withoutLink(kept)}  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties: { Dimensions: [{ Name: LoadBalancer, Value: !GetAtt Nlb.LoadBalancerFullName }] }
Outputs:
  Name: { Value: !GetAtt Nlb.DNSName }
`,
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

/** The example without its V1 link, which went first. */
function withoutLink(text: string): string {
  return text.replace(/ {2}Link:\n(?: {4}.*\n)+/, '');
}

function messageFor({ bridge, nlb, handovers }: LeftBridge): string {
  const [link] = bridge.links;
  const what = link
    ? `No integration goes over "${link.logicalId}" to the NLB "${nlb.logicalId}" any more`
    : `No integration goes over the NLB "${nlb.logicalId}" any more`;
  if (handovers.length === 0) return `${what}: remove both once every stage has its new deployment`;
  const names = [...new Set(handovers.map(([first]) => first!.words))];
  const outputs = names.join(', ');
  const them = link ? 'them' : 'it';
  if (handovers.every(([first]) => first!.isPlain))
    return `${what}, and only ${outputs} still ${names.length > 1 ? 'name' : 'names'} ${them}: remove ${link ? 'all of it' : 'both'} once nobody reads the ${names.length > 1 ? 'outputs' : 'output'}`;
  return `${what}, and no template here uses what still hands ${them} out (${outputs}): remove ${them} once every importing stack is deployed`;
}
