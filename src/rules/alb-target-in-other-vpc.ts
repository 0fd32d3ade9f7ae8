import { soleOf } from '../topology/index';
import { albGroups, albTargets } from '../topology/query/alb-groups';
import { isOtherVpc, vpcOfSubnets } from '../topology/query/vpc-of';
import { defineRule } from './rule';

export default defineRule({
  id: 'alb-target-in-other-vpc',
  severity: 'error',
  summary: 'A target group registers an ALB of another VPC',
  why: 'The group and the ALB it registers must be in one VPC, so the deployment fails',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html',
  fixes: [],
  bad: [
    `
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: alb
      Protocol: TCP
      Port: 80
      VpcId: [|!Ref OtherVpc|]("AlbGroup" is in another VPC than "Alb", which it registers: use the VPC of the ALB)
      Targets: [{ Id: !Ref Alb }]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [!Ref A, !Ref B] }
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 } }
  B: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24 } }
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  OtherVpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.1.0.0/16 } }
`,
  ],
  good: [
    `
Parameters:
  VpcId: { Type: AWS::EC2::VPC::Id }
Resources:
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: !Ref VpcId, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [!Ref A, !Ref B] }
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 } }
  B: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24 } }
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
`,
  ],

  *check({ topology }) {
    for (const albGroup of albGroups(topology)) {
      const { group } = albGroup;
      const vpc = soleOf(topology.resolve(group.vpc));
      const alb = albTargets(topology, albGroup).find(
        ({ balancer }) => balancer && isOtherVpc(vpc, vpcOfSubnets(topology, balancer.subnets)),
      )?.balancer;
      if (!vpc || !alb) continue;
      yield {
        at: vpc.at,
        message: `"${group.logicalId}" is in another VPC than "${alb.logicalId}", which it registers: use the VPC of the ALB`,
        logicalId: group.logicalId,
        related: [{ at: alb.at, message: 'The ALB' }],
      };
    }
  },
});
