import { forwardsOf, identified, soleOf, stringOf } from '../topology/index';
import { soleLandings } from '../topology/query/api-landings';
import { defineRule } from './rule';

export default defineRule({
  id: 'http2-target-behind-api',
  severity: 'warning',
  summary: 'An API calls a target group that speaks HTTP/2 or gRPC only',
  why: 'The ALB answers 464 when the protocol of the client does not fit the version of the group, and API Gateway calls with HTTP/1.1',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
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
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tasks }]
  Tasks:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties:
      TargetType: ip
      Protocol: HTTP
      ProtocolVersion: [|HTTP2|]("Tasks" takes HTTP2 only, but "Get" calls it from API Gateway with HTTP/1.1: use HTTP1)
      Port: 80
      VpcId: vpc-1
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
  Web:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tasks }]
  Tasks:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: HTTP, ProtocolVersion: HTTP1, Port: 80, VpcId: vpc-1 }
`,
  ],

  *check({ topology }) {
    const reported = new Set<unknown>();
    for (const { integration, listener, landing } of soleLandings(topology)) {
      for (const forward of forwardsOf(topology, landing.rule ? landing.rule.actions : listener.defaultActions)) {
        const group = identified(forward.group);
        if (group?.kind !== 'target-group' || reported.has(group)) continue;
        const version = soleOf(topology.resolve(group.protocolVersion));
        const text = stringOf(version)?.toUpperCase();
        if (!version || (text !== 'HTTP2' && text !== 'GRPC')) continue;
        reported.add(group);
        yield {
          at: version.at,
          message: `"${group.logicalId}" takes ${text} only, but "${integration.method.owner.logicalId}" calls it from API Gateway with HTTP/1.1: use HTTP1`,
          logicalId: group.logicalId,
          related: [{ at: integration.at, message: 'The integration' }],
        };
      }
    }
  },
});
