import { keyOf, stringOf, type Topology, type LoadBalancer } from '../topology/index';
import { propertyKey } from '../topology/query/property-key';
import { reachedBalancers } from '../topology/query/reached';
import { reachedAlbs } from '../topology/query/reached-albs';
import { mayBeMissing, outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';

export default defineRule({
  id: 'internet-facing-balancer',
  severity: 'warning',
  summary: 'A load balancer behind a VPC link that the internet reaches, too',
  why: 'Scheme is internet-facing unless it says internal, so clients can go past the API and its authorizers; AWS shows private integrations with internal load balancers only',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html',
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
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  [|Alb|](The API reaches "Alb" over a VPC link, but it is internet-facing: set Scheme to internal):
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Subnets: [subnet-1, subnet-2] }
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
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    const reached = [
      ...reachedBalancers(topology).map(({ balancer, integration }) => ({ balancer, integration })),
      ...reachedAlbs(topology).map(({ alb, integration }) => ({ balancer: alb, integration })),
    ];
    const reported = new Set<string>();
    for (const { balancer, integration } of reached) {
      if (reported.has(keyOf(balancer)) || !isInternetFacing(topology, balancer)) continue;
      reported.add(keyOf(balancer));
      yield {
        at: propertyKey(balancer, 'Scheme'),
        message: `The API reaches "${balancer.logicalId}" over a VPC link, but it is internet-facing: set Scheme to internal`,
        logicalId: balancer.logicalId,
        related: [{ at: integration.at, message: 'This integration goes there' }],
      };
    }
  },
});

function isInternetFacing(topology: Topology, balancer: LoadBalancer): boolean {
  const present = topology.whenPresent(balancer);
  if (mayBeMissing(topology, balancer.scheme, present)) return true;
  return outcomesUnder(topology, balancer.scheme, present).some(({ value }) => stringOf(value) === 'internet-facing');
}
