import { stringOf, type Outcome, type TargetGroup, type Topology } from '../topology/index';
import { albGroups } from '../topology/query/alb-groups';
import { outcomesUnder } from '../topology/query/under';
import { propertyEntry } from './fix/written';
import { defineStep } from './step';

/** A target group that turns the health check of its ALB off. */
export interface DisabledHealthCheck {
  readonly group: TargetGroup;
  readonly outcome: Outcome<string>;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html */
export function* disabledHealthChecks(topology: Topology): Iterable<DisabledHealthCheck> {
  for (const { group, when } of albGroups(topology)) {
    for (const outcome of outcomesUnder(topology, group.healthCheck.enabled, when)) {
      if (stringOf(outcome.value)?.toLowerCase() === 'false') yield { group, outcome };
    }
  }
}

export default defineStep({
  id: 'enable-alb-health-check',
  title: 'Leave the health check on',
  safety: 'safe',
  safetyReason: 'The template cannot be deployed without it.',
  why: 'The health check of an ALB cannot be turned off.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  before: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      HealthCheckEnabled: false
      Port: 80
`,
  after: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: 80
`,

  *plan({ topology }) {
    for (const { group, outcome } of disabledHealthChecks(topology)) {
      const { logicalId, uri } = group;
      const { at } = outcome.value;
      const entry = propertyEntry(group, 'HealthCheckEnabled');
      if (entry?.value.kind !== 'scalar') {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The health check of "${logicalId}" depends on something else: change it there`,
        };
        continue;
      }
      yield { kind: 'change', at, logicalId, apply: (write) => write(uri).removeEntry(entry) };
    }
  },
});
