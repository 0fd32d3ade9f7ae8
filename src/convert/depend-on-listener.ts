import type { Listener, LoadBalancer, TargetGroup, Topology } from '../topology/index';
import { albGroups, albTargets } from '../topology/query/alb-groups';
import { dependsOn } from '../topology/query/dependencies';
import { listenerPorts } from '../topology/query/listener-ports';
import { addToDependsOn } from './fix/depends-on';
import { defineStep } from './step';

/** A target group that registers an ALB and does not wait for the listener at that port. */
export interface UnawaitedListener {
  readonly group: TargetGroup;
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html */
export function* unawaitedListeners(topology: Topology): Iterable<UnawaitedListener> {
  for (const albGroup of albGroups(topology)) {
    const { group } = albGroup;
    for (const { balancer, portNumber, when } of albTargets(topology, albGroup)) {
      if (!balancer || balancer.uri !== group.uri) continue;
      const ports = listenerPorts(topology, balancer, when)?.filter(({ port }) => port === portNumber) ?? [];
      const listener = ports[0]?.listener;
      if (!listener || listener.uri !== group.uri || ports.some((at) => dependsOn(topology, group, at.listener)))
        continue;
      // A listener that waits for the group must not be waited for.
      if (dependsOn(topology, listener, group)) continue;
      yield { group, balancer, listener };
      break;
    }
  }
}

export default defineStep({
  id: 'depend-on-listener',
  title: 'Wait for the listener of the ALB',
  safety: 'safe',
  safetyReason: 'It changes the order of the deployment and nothing else.',
  why: 'The ALB can be registered only at a port where it listens already.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  before: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,
  after: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: AlbListener
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,

  *plan({ topology }) {
    for (const { group, listener } of unawaitedListeners(topology)) {
      yield {
        kind: 'change',
        at: group.at,
        logicalId: group.logicalId,
        apply: (write) => addToDependsOn(write(group.uri), group, [listener.logicalId]),
      };
    }
  },
});
