import { balancerTypeOf, identified, stringOf, soleOf, type LoadBalancer, type Topology } from '../topology/index';
import { propertyKey } from '../topology/query/property-key';
import { stringProperty } from '../topology/query/typed';
import { defineRule } from './rule';

export default defineRule({
  id: 'single-zone-alb',
  severity: 'error',
  summary: 'An ALB in one Availability Zone',
  why: 'An ALB needs subnets in at least two Availability Zones, so the deployment fails',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html',
  fixes: [],
  bad: [
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internal
      [|Subnets|](The ALB "Alb" has one subnet, but it needs subnets in two Availability Zones): [subnet-1]
  Other:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internal
      [|Subnets|](The subnets of the ALB "Other" are all in eu-west-1a, but it needs two Availability Zones): [!Ref A, !Ref B]
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-1, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a } }
  B: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-1, CidrBlock: 10.0.2.0/24, AvailabilityZone: eu-west-1a } }
`,
  ],
  good: [
    `
Resources:
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  FromParameter:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: !Ref Subnets }
Parameters:
  Subnets: { Type: List<AWS::EC2::Subnet::Id> }
`,
  ],

  *check({ topology }) {
    for (const balancer of topology.ofKind('load-balancer')) {
      if (balancerTypeOf(topology, balancer) !== 'application') continue;
      const property = balancer.subnets ? 'Subnets' : 'SubnetMappings';
      const list = balancer.subnets ?? balancer.subnetMappings;
      const { items, complete } = topology.resolveList(list);
      const zone = zoneOfAll(topology, balancer);
      const isOne = complete && items.length === 1 && list?.items.length === 1 && items[0]!.value.kind !== 'unknown';
      if (!zone && !isOne) continue;
      yield {
        at: propertyKey(balancer, property),
        message: isOne
          ? `The ALB "${balancer.logicalId}" has one subnet, but it needs subnets in two Availability Zones`
          : `The subnets of the ALB "${balancer.logicalId}" are all in ${zone}, but it needs two Availability Zones`,
        logicalId: balancer.logicalId,
      };
    }
  },
});

/** The one zone that all subnets are in, where they are all at hand and say so. */
function zoneOfAll(topology: Topology, { subnets }: LoadBalancer): string | undefined {
  const { items, complete } = topology.resolveList(subnets);
  if (!complete || items.length < 2) return undefined;
  const zones = items.map(({ value }) => {
    const subnet = identified(value);
    if (subnet?.type !== 'AWS::EC2::Subnet') return undefined;
    return stringOf(soleOf(topology.resolve(stringProperty(subnet, 'AvailabilityZone'))));
  });
  return zones.every((zone) => zone !== undefined && zone === zones[0]) ? zones[0] : undefined;
}
