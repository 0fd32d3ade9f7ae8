import useAlbListenerPort, { wrongAlbPorts } from '../convert/use-alb-listener-port';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { listed } from './shared/words';

export default defineRule({
  id: 'wrong-alb-target-port',
  severity: 'error',
  summary: 'A target group registers an ALB at a port where the ALB does not listen',
  why: 'The port of an ALB target must be that of one of its listeners, so the registration and with it the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [useAlbListenerPort],
  bad: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: AlbListener
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: [|80|]("AlbGroup" registers "Alb" at port 80, but "Alb" listens on 8080: use the port of a listener)
      VpcId: vpc-1
      Targets: [{ Id: !Ref Alb }]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],
  good: [
    // The port of the target counts, not that of the group.
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: AlbListener
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb, Port: 8080 }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const { group, balancer, port, portNumber, ports, open, when } of wrongAlbPorts(topology)) {
      const listens = open.length > 0 ? `listens on ${listed(open)}` : 'has no listener then';
      yield {
        at: port.at,
        message: `"${group.logicalId}" registers "${balancer.logicalId}" at port ${portNumber}, but "${balancer.logicalId}" ${listens}: use the port of a listener${conditionText(when, topology.whenPresent(group))}`,
        logicalId: group.logicalId,
        related: ports.map(({ listener, port: number }) => ({ at: listener.at, message: `Listens on ${number}` })),
      };
    }
  },
});
