import { matchesPattern } from '../topology/alb-pattern';
import { numberOf, rulesOf, soleOf, stringOf, type Listener, type TargetGroup, type Topology } from '../topology/index';
import { terminalAction } from '../topology/query/actions';
import { albGroups, albTargets } from '../topology/query/alb-groups';
import { knownConditions } from '../topology/query/known-conditions';
import { rulesAreKnown } from '../topology/query/landing';
import { listenersAt } from '../topology/query/reached-albs';
import { defineRule } from './rule';

export default defineRule({
  id: 'failing-alb-health-check',
  severity: 'warning',
  summary: 'The health check of an NLB meets only the default action of the ALB, which answers with an error',
  why: 'The check comes with the address of the load balancer as Host, so rules for host names never fit, and the NLB takes the ALB for unhealthy',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
  fixes: [],
  bad: [
    `
Resources:
  [|AlbGroup|](The health check of "AlbGroup" calls / of "Web", where no rule fits it, and the default action answers 404: give the check a path that a rule without a host serves):
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: Web
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 10
      Conditions: [{ Field: host-header, HostHeaderConfig: { Values: [orders.example.com] } }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],
  good: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: Web
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }], HealthCheckPath: /health }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
  Health:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/health] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  AlsoHealthy:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: Web
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }], Matcher: { HttpCode: 200-499 } }
`,
  ],

  *check({ topology }) {
    for (const albGroup of albGroups(topology)) {
      const { group } = albGroup;
      const path = group.healthCheck.path ? stringOf(soleOf(topology.resolve(group.healthCheck.path))) : '/';
      if (path === undefined || hasOwnPort(topology, group)) continue;
      for (const { balancer, portNumber, when } of albTargets(topology, albGroup)) {
        const [reached] = balancer ? listenersAt(topology, balancer, portNumber, when) : [];
        const status = reached && failure(topology, group, reached.listener, path);
        if (!status) continue;
        yield {
          at: group.at,
          message: `The health check of "${group.logicalId}" calls ${path} of "${reached.listener.logicalId}", where no rule fits it, and the default action answers ${status}: give the check a path that a rule without a host serves`,
          logicalId: group.logicalId,
          related: [{ at: reached.listener.at, message: 'The listener' }],
        };
        break;
      }
    }
  },
});

/** The check may go to another port than the traffic. */
function hasOwnPort(topology: Topology, { healthCheck }: TargetGroup): boolean {
  return healthCheck.port !== undefined && stringOf(soleOf(topology.resolve(healthCheck.port))) !== 'traffic-port';
}

/** The status that fails the check, where no rule can answer it. */
function failure(topology: Topology, group: TargetGroup, listener: Listener, path: string): number | undefined {
  const { type, action } = terminalAction(topology, listener.defaultActions) ?? {};
  const status = numberOf(soleOf(topology.resolve(action?.fixedResponse?.statusCode)));
  if (type !== 'fixed-response' || status === undefined || !rulesAreKnown(topology, listener)) return undefined;
  const matcher = group.healthCheck.matcher ? stringOf(soleOf(topology.resolve(group.healthCheck.matcher))) : '200-399';
  if (matcher === undefined || isAccepted(matcher, status)) return undefined;
  return rulesOf(topology, listener).some((rule) => mayAnswer(topology, rule, path)) ? undefined : status;
}

/** True unless a condition on a host name or on another path keeps the check away. */
function mayAnswer(topology: Topology, rule: Parameters<typeof knownConditions>[1], path: string): boolean {
  return !knownConditions(topology, rule).some(({ field, values, regexes, when }) => {
    if (when.length > 0 || !values.complete || !regexes.complete || regexes.possible.length > 0) return false;
    // Letters after the last dot tell a name from an address.
    if (field === 'host-header') return values.possible.every((value) => /\.[a-z]+$/i.test(value));
    if (field === 'path-pattern') {
      return !values.possible.some((value) =>
        matchesPattern(value, path.replace(/\?.*$/, ''), { caseSensitive: true }),
      );
    }
    return field === 'http-request-method' && !values.possible.includes('GET');
  });
}

/** True when the status is among `200,202` or within `200-399`. */
function isAccepted(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from, to] = part.split('-').map(Number);
    return from !== undefined && status >= from && status <= (to ?? from);
  });
}
