import removeAlbTargetZone, { albTargetZones } from '../convert/remove-alb-target-zone';
import { defineRule } from './rule';

export default defineRule({
  id: 'alb-target-with-zone',
  severity: 'error',
  summary: 'A target of type alb with an Availability Zone',
  why: 'An ALB is in several zones and is registered without one, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [removeAlbTargetZone],
  bad: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: 80
      VpcId: vpc-1
      Targets:
        - Id: !Ref Alb
          [|AvailabilityZone|]("AlbGroup" registers an ALB, which takes no AvailabilityZone: remove this line): all
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],
  good: [
    `
Resources:
  Addresses:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: 10.0.0.1, AvailabilityZone: all }] }
`,
  ],

  *check({ topology }) {
    for (const { group, entry } of albTargetZones(topology)) {
      yield {
        at: entry.key,
        message: `"${group.logicalId}" registers an ALB, which takes no AvailabilityZone: remove this line`,
        logicalId: group.logicalId,
      };
    }
  },
});
