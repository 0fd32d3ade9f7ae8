import { identified } from '../topology/index';
import { v2ApiIntegrations } from '../topology/query/http-api';
import { defineRule } from './rule';

export default defineRule({
  id: 'v1-link-in-http-api',
  severity: 'error',
  summary: 'An HTTP API goes over a VPC link V1',
  why: 'HTTP APIs know VPC links V2 only, so the deployment fails because the link is not found',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html',
  fixes: [],
  bad: [
    `
Resources:
  Shop: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP } }
  Orders:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Shop
      IntegrationType: HTTP_PROXY
      IntegrationMethod: ANY
      ConnectionType: VPC_LINK
      ConnectionId: [|!Ref Link|]("Orders" belongs to an HTTP API, but "Link" is a VPC link V1: use a VPC link V2)
      IntegrationUri: !ImportValue listener
      PayloadFormatVersion: '1.0'
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
`,
  ],
  good: [
    `
Resources:
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET } }
  Send:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Chat
      IntegrationType: HTTP_PROXY
      IntegrationMethod: POST
      ConnectionType: VPC_LINK
      ConnectionId: !Ref Link
      IntegrationUri: http://chat.example.com/
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
`,
  ],

  *check({ topology }) {
    for (const { resource, name, protocol, connectionId } of v2ApiIntegrations(topology)) {
      if (protocol !== 'HTTP') continue;
      for (const { value } of topology.resolve(connectionId)) {
        const link = identified(value);
        if (link?.kind !== 'vpc-link-v1') continue;
        yield {
          at: value.at,
          message: `${name} belongs to an HTTP API, but "${link.logicalId}" is a VPC link V1: use a VPC link V2`,
          logicalId: resource.logicalId,
          related: [{ at: link.at, message: 'The VPC link V1' }],
        };
      }
    }
  },
});
