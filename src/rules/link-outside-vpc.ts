import { propertyKey } from '../topology/query/property-key';
import { reachedBalancers } from '../topology/query/reached';
import { isOtherVpc, placesIn, vpcOfSubnets } from '../topology/query/vpc-of';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'link-outside-vpc',
  severity: 'warning',
  summary: 'Subnets or security groups of a VPC link are in another VPC than the load balancer',
  why: 'The interfaces of the link stand in its subnets and must reach the load balancer from there; AWS shows both in one VPC only',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html',
  fixes: [],
  bad: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      [|SubnetIds|](The subnets of "Link" are in another VPC than "Alb", which "Get" calls: use subnets of the VPC of the load balancer): [!Ref C]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [!Ref A, !Ref B] }
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 } }
  B: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24 } }
  C: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref OtherVpc, CidrBlock: 10.1.1.0/24 } }
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  OtherVpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.1.0.0/16 } }
`,
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      SubnetIds: [!Ref A, [|!Ref C|]("C" of "Link" is in another VPC than "Alb", which "Get" calls: use one of the VPC of the load balancer)]
      SecurityGroupIds: [[|!GetAtt Group.GroupId|]("Group" of "Link" is in another VPC than "Alb", which "Get" calls: use one of the VPC of the load balancer)]
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [!Ref A, !Ref B] }
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 } }
  B: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24 } }
  C: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref OtherVpc, CidrBlock: 10.1.1.0/24 } }
  Group: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: link, VpcId: !Ref OtherVpc } }
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  OtherVpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.1.0.0/16 } }
`,
  ],
  good: [
    `
Resources:
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: GET
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [!Ref A] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [!Ref A, !Ref B] }
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 } }
  B: { Type: AWS::EC2::Subnet, Properties: { VpcId: !GetAtt Vpc.VpcId, CidrBlock: 10.0.2.0/24 } }
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
`,
  ],

  *check({ topology }) {
    const reported = new Set<unknown>();
    for (const { integration, link, balancer } of reachedBalancers(topology)) {
      if (link.kind !== 'vpc-link-v2' || reported.has(link)) continue;
      const here = vpcOfSubnets(topology, link.subnetIds);
      const there = vpcOfSubnets(topology, balancer.subnets);
      if (!isOtherVpc(here, there)) {
        const places = [...placesIn(topology, link.subnetIds), ...placesIn(topology, link.securityGroupIds)];
        for (const { at, resource, vpc } of places) {
          if (!isOtherVpc(vpc, there)) continue;
          reported.add(link);
          yield {
            at,
            message: `"${resource.logicalId}" of "${link.logicalId}" is in another VPC than "${balancer.logicalId}", which ${methodName(integration.method)} calls: use one of the VPC of the load balancer`,
            logicalId: link.logicalId,
            related: [{ at: resource.at, message: 'Its declaration' }],
          };
        }
        continue;
      }
      reported.add(link);
      yield {
        at: propertyKey(link, 'SubnetIds'),
        message: `The subnets of "${link.logicalId}" are in another VPC than "${balancer.logicalId}", which ${methodName(integration.method)} calls: use subnets of the VPC of the load balancer`,
        logicalId: link.logicalId,
        related: [{ at: balancer.at, message: 'The load balancer' }],
      };
    }
  },
});
