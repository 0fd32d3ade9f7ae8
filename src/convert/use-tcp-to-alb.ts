import { stringOf, type Outcome, type TargetGroup, type Topology } from '../topology/index';
import { albGroups } from '../topology/query/alb-groups';
import { outcomesUnder } from '../topology/query/under';
import { propertyEntry } from './fix/written';
import { defineStep } from './step';

/** A target group that registers an ALB over another protocol than TCP. */
export interface NotTcp {
  readonly group: TargetGroup;
  readonly protocol: string;
  readonly outcome: Outcome<string>;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html */
export function* notTcp(topology: Topology): Iterable<NotTcp> {
  for (const { group, when } of albGroups(topology)) {
    for (const outcome of outcomesUnder(topology, group.protocol, when)) {
      const protocol = stringOf(outcome.value);
      if (protocol !== undefined && protocol !== 'TCP') yield { group, protocol, outcome };
    }
  }
}

export default defineStep({
  id: 'use-tcp-to-alb',
  title: 'Use TCP to the ALB',
  safety: 'safe',
  safetyReason: 'The template cannot be deployed without it.',
  why: 'A group that registers an ALB takes TCP only, whatever the ALB speaks.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  before: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: HTTP, Port: 80, VpcId: vpc-1 }
`,
  after: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1 }
`,

  *plan({ topology }) {
    for (const { group, outcome } of notTcp(topology)) {
      const { logicalId, uri } = group;
      const { at } = outcome.value;
      const entry = propertyEntry(group, 'Protocol');
      if (entry?.value.kind !== 'scalar') {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The protocol of "${logicalId}" depends on something else: change it there`,
        };
        continue;
      }
      yield { kind: 'change', at, logicalId, apply: (write) => write(uri).replaceValue(entry.value, 'TCP') };
    }
  },
});
