import { entryOf, type Entry } from '../template/index';
import type { TargetGroup, Topology } from '../topology/index';
import { albGroups } from '../topology/query/alb-groups';
import { defineStep } from './step';

/** The `AvailabilityZone` entries of targets that are ALBs. */
export function* albTargetZones(topology: Topology): Iterable<{ readonly group: TargetGroup; readonly entry: Entry }> {
  for (const { group } of albGroups(topology)) {
    for (const { value: target } of group.targets?.items ?? []) {
      const entry = target.at.kind === 'mapping' ? entryOf(target.at, 'AvailabilityZone') : undefined;
      if (entry) yield { group, entry };
    }
  }
}

export default defineStep({
  id: 'remove-alb-target-zone',
  title: 'Remove AvailabilityZone from the target',
  safety: 'safe',
  safetyReason: 'The template cannot be deployed without it.',
  why: 'An ALB is in several zones and is registered without one.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  before: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Targets:
        - Id: !ImportValue alb
          AvailabilityZone: all
`,
  after: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Targets:
        - Id: !ImportValue alb
`,

  *plan({ topology }) {
    for (const { group, entry } of albTargetZones(topology)) {
      const { logicalId, uri } = group;
      yield { kind: 'change', at: entry.key, logicalId, apply: (write) => write(uri).removeEntry(entry) };
    }
  },
});
