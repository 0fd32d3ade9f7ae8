import { after } from '../convert/bridge/example';
import { leftBridges } from '../convert/bridge/unused';
import { conversionSteps } from '../convert/index';
import { describe, findBridges, leadsElsewhere, type Bridge, type Topology } from '../topology/index';
import { v2ApiIntegrationOver } from '../topology/query/http-api';
import { defineRule, type Report } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'nlb-bridge',
  severity: 'warning',
  summary: 'An NLB only hands the traffic of an API over to an ALB',
  why: 'Since November 2025 a REST API reaches a private ALB directly over a VPC link V2; the NLB costs money, adds a hop and hides the client of the ALB',
  reference: 'https://aws.amazon.com/about-aws/whats-new/2025/11/api-gateway-rest-apis-integration-load-balancer/',
  fixes: conversionSteps,
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
        ConnectionId: [|!Ref Link|]("Get" reaches "Alb" through the NLB "Nlb": use a VPC link V2 straight to the ALB)
        Uri: !Sub http://\${Nlb.DNSName}/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  [|Link|](The NLB "Nlb" behind "Link" only bridges to "Alb": connect the API to the ALB with a VPC link V2):
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
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
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
    // The other port of the same NLB leads to targets of its own.
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
        ConnectionId: [|!Ref Link|]("Get" reaches "Alb" through the NLB "Nlb": use a VPC link V2 straight to the ALB)
        Uri: !Sub http://\${Nlb.DNSName}/
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: POST
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        Uri: !Sub http://\${Nlb.DNSName}:9090/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  [|Link|](The NLB "Nlb" behind "Link" bridges to "Alb": connect the API to the ALB with a VPC link V2):
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
  TasksListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 9090
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tasks }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    DependsOn: AlbListener
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Tasks:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 9090, VpcId: vpc-1 }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  AlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],
  good: [
    after,
    // The NLB may be there for its fixed addresses: no API reaches it.
    `
Resources:
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Subnets: [subnet-1] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
    // The NLB spreads the traffic over tasks of its own.
    `
Resources:
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tasks }]
  Tasks:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 80, VpcId: vpc-1 }
`,
    // The one method over the link goes to the port with targets of its own.
    `
Resources:
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: POST
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        Uri: !Sub http://\${Nlb.DNSName}:9090/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
  TasksListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 9090
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Tasks }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Tasks:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: ip, Protocol: TCP, Port: 9090, VpcId: vpc-1 }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
    // A WebSocket API needs the V1 link, and a V1 link needs the NLB.
    `
Resources:
  Chat:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action }
  Send:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Chat
      IntegrationType: HTTP_PROXY
      IntegrationMethod: POST
      ConnectionType: VPC_LINK
      ConnectionId: !Ref Link
      IntegrationUri: !Sub http://\${Nlb.DNSName}/send
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: chat, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
  NlbListener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Nlb
      Port: 80
      Protocol: TCP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref AlbGroup }]
  AlbGroup:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { TargetType: alb, Protocol: TCP, Port: 80, VpcId: vpc-1, Targets: [{ Id: !Ref Alb }] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
  ],

  *check({ topology }) {
    const left = new Set(leftBridges(topology).flatMap(({ bridge, isReplaced }) => (isReplaced ? [bridge] : [])));
    for (const bridge of findBridges(topology)) {
      // A bridge that was left standing is told of by unused-nlb-bridge.
      if (left.has(bridge)) continue;
      if (isForWebSocketApi(topology, bridge)) continue;
      const over = bridge.integrations.filter(({ integration }) => !leadsElsewhere(topology, bridge, integration));
      if (over.length === 0 && bridge.integrations.length > 0) continue;
      yield atLink(bridge);
      for (const { integration, leg } of over) {
        yield {
          at: integration.at,
          message: `${methodName(integration.method)} reaches ${targetOf(bridge, leg)} through ${nlbOf(bridge)}: use a VPC link V2 straight to the ALB`,
          logicalId: integration.method.owner.logicalId,
          related: [{ at: bridge.at, message: 'The bridge' }],
        };
      }
    }
  },
});

/** WebSocket APIs have private integrations over V1 links only, as far as AWS shows. */
function isForWebSocketApi(topology: Topology, { integrations, links }: Bridge): boolean {
  return integrations.length === 0 && v2ApiIntegrationOver(topology, links)?.protocol === 'WEBSOCKET';
}

function atLink(bridge: Bridge): Report {
  const [link] = bridge.links;
  const owner = link ?? bridge.legs[0]!.listener;
  const place = link
    ? `${nlbOf(bridge)} behind "${owner.logicalId}"`
    : `the listener "${owner.logicalId}" on ${nlbOf(bridge)}`;
  return {
    at: bridge.at,
    message: `${sentenceStart(place)} ${bridge.otherListeners.length > 0 ? 'bridges' : 'only bridges'} to ${targetOf(bridge, undefined)}: connect the API to the ALB with a VPC link V2`,
    logicalId: owner.logicalId,
    related: [
      ...(bridge.nlb ? [{ at: bridge.nlb.at, message: 'The NLB' }] : []),
      ...bridge.legs.flatMap(({ listener, group, alb }) => [
        { at: listener.at, message: 'Its listener' },
        { at: group.at, message: 'The target group that registers the ALB' },
        ...(alb ? [{ at: alb.at, message: 'The ALB' }] : []),
      ]),
    ],
  };
}

function nlbOf(bridge: Bridge): string {
  return bridge.nlb ? `the NLB "${bridge.nlb.logicalId}"` : 'the NLB of another template';
}

function targetOf(bridge: Bridge, leg: Bridge['legs'][number] | undefined): string {
  const { alb, target } = leg ?? bridge.legs[0]!;
  return alb ? `"${alb.logicalId}"` : describe(target);
}

function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
