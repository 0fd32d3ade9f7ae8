import { stringOf, type Outcome, type TargetGroup, type Topology } from '../topology/index';
import { albGroups } from '../topology/query/alb-groups';
import { outcomesUnder } from '../topology/query/under';
import { propertyEntry } from './fix/written';
import { defineStep } from './step';

/** A target group that checks its ALB over another protocol than HTTP and HTTPS. */
export interface OtherHealthCheck {
  readonly group: TargetGroup;
  readonly protocol: string;
  readonly outcome: Outcome<string>;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html */
export function* otherHealthChecks(topology: Topology): Iterable<OtherHealthCheck> {
  for (const { group, when } of albGroups(topology)) {
    for (const outcome of outcomesUnder(topology, group.healthCheck.protocol, when)) {
      const protocol = stringOf(outcome.value);
      if (protocol === undefined || protocol === 'HTTP' || protocol === 'HTTPS') continue;
      yield { group, protocol, outcome };
    }
  }
}

export default defineStep({
  id: 'check-alb-over-http',
  title: 'Check the health of the ALB over HTTP',
  safety: 'review',
  safetyReason:
    'The check then needs a path that the ALB answers with a status from 200 to 399, and HTTPS where its listener speaks TLS.',
  why: 'An ALB is checked over HTTP or HTTPS only.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  before: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: 80
      HealthCheckProtocol: TCP # cheap
`,
  after: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: 80
      HealthCheckProtocol: HTTP # cheap
`,

  *plan({ topology }) {
    for (const { group, outcome } of otherHealthChecks(topology)) {
      const { logicalId, uri } = group;
      const { at } = outcome.value;
      const entry = propertyEntry(group, 'HealthCheckProtocol');
      if (entry?.value.kind !== 'scalar') {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The health check of "${logicalId}" depends on something else: change it there`,
        };
        continue;
      }
      yield { kind: 'change', at, logicalId, apply: (write) => write(uri).replaceValue(entry.value, 'HTTP') };
    }
  },
});
