import type { Topology, VpcLinkV2 } from '../topology/index';
import { knownIdentity } from '../topology/query/identity';
import { defineRule } from './rule';

export default defineRule({
  id: 'duplicate-vpc-link',
  severity: 'info',
  summary: 'Two VPC links V2 into the same subnets with the same security groups',
  why: 'One VPC link V2 serves many APIs and many load balancers, and an account has ten in a Region unless the quota is raised',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html',
  fixes: [],
  bad: [
    `
Resources:
  Orders:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref Group] }
  [|Users|]("Users" leads into the same subnets with the same security groups as "Orders": one VPC link V2 serves both):
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: users, SubnetIds: [!Ref B, !Ref A], SecurityGroupIds: [!Ref Group] }
Parameters:
  A: { Type: AWS::EC2::Subnet::Id }
  B: { Type: AWS::EC2::Subnet::Id }
  Group: { Type: AWS::EC2::SecurityGroup::Id }
`,
  ],
  good: [
    `
Resources:
  Orders:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref OrdersGroup] }
  Users:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: users, SubnetIds: [!Ref A, !Ref B], SecurityGroupIds: [!Ref UsersGroup] }
Parameters:
  A: { Type: AWS::EC2::Subnet::Id }
  B: { Type: AWS::EC2::Subnet::Id }
  OrdersGroup: { Type: AWS::EC2::SecurityGroup::Id }
  UsersGroup: { Type: AWS::EC2::SecurityGroup::Id }
`,
  ],

  *check({ topology }) {
    const firsts = new Map<string, VpcLinkV2[]>();
    for (const link of topology.ofKind('vpc-link-v2')) {
      const place = placeOf(topology, link);
      if (place === undefined) continue;
      const others = firsts.get(place) ?? [];
      firsts.set(place, [...others, link]);
      const first = others.find((other) => topology.both(topology.whenPresent(other), topology.whenPresent(link)));
      if (!first) continue;
      yield {
        at: link.at,
        message: `"${link.logicalId}" leads into the same subnets with the same security groups as "${first.logicalId}": one VPC link V2 serves both`,
        logicalId: link.logicalId,
        related: [{ at: first.at, message: 'The first link' }],
      };
    }
  },
});

/** Subnets and groups of a link as one text, or `undefined` where they are not all told. */
function placeOf(topology: Topology, link: VpcLinkV2): string | undefined {
  const lists = [link.subnetIds, link.securityGroupIds].map((list) => {
    const { items, complete } = topology.resolveList(list);
    const names = items.map(({ value, when }) => (when.length === 0 ? knownIdentity(value) : undefined));
    // A list parameter is one look-up, and two of the same name are the same list.
    const isKnown = (complete || list?.reference) && names.every((name) => name !== undefined);
    return isKnown ? [...names].sort().join() : undefined;
  });
  const [subnets, groups] = lists;
  return subnets && groups !== undefined ? `${link.uri} ${subnets} ${groups}` : undefined;
}
