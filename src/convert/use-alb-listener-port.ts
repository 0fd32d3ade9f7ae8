import { property } from '../template/index';
import type { Assumptions, LoadBalancer, Settled, Target, TargetGroup, Topology } from '../topology/index';
import { albGroups, albTargets } from '../topology/query/alb-groups';
import { listenerPorts, type ListenerPort } from '../topology/query/listener-ports';
import { propertyEntry } from './fix/written';
import { defineStep } from './step';

/** A target group that registers an ALB at a port where it does not listen. */
export interface WrongAlbPort {
  readonly group: TargetGroup;
  readonly target: Target;
  readonly balancer: LoadBalancer;
  readonly port: Settled<number>;
  readonly portNumber: number;
  readonly ports: readonly ListenerPort[];
  readonly open: readonly number[];
  readonly when: Assumptions;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html */
export function* wrongAlbPorts(topology: Topology): Iterable<WrongAlbPort> {
  for (const albGroup of albGroups(topology)) {
    for (const { target, balancer, port, portNumber, when } of albTargets(topology, albGroup)) {
      if (!balancer || !port || portNumber === undefined) continue;
      const ports = listenerPorts(topology, balancer, when);
      if (!ports || ports.some((listening) => listening.port === portNumber)) continue;
      const open = [...new Set(ports.map((listening) => listening.port))].sort((a, b) => a - b);
      yield { group: albGroup.group, target, balancer, port, portNumber, ports, open, when };
    }
  }
}

export default defineStep({
  id: 'use-alb-listener-port',
  title: 'Register the ALB at the port of its listener',
  safety: 'review',
  safetyReason:
    'It is the only port of the ALB, but a listener may be missing instead; another port replaces the group.',
  why: 'The port of an ALB target must be that of one of its listeners.',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  before: `
Resources:
  AlbGroup:
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
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,
  after: `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: Web
    Properties: { TargetType: alb, Protocol: TCP, Port: 8080, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,

  *plan({ topology }) {
    for (const { group, target, port, open } of wrongAlbPorts(topology)) {
      const { logicalId, uri } = group;
      const [only] = open;
      const node = target.port ? property(target.at, 'Port') : propertyEntry(group, 'Port')?.value;
      if (only === undefined || open.length > 1 || node?.kind !== 'scalar') {
        yield { kind: 'blocked', at: port.at, logicalId, reason: `The port of "${logicalId}" must be set by hand` };
        continue;
      }
      yield { kind: 'change', at: port.at, logicalId, apply: (write) => write(uri).replaceValue(node, only) };
    }
  },
});
