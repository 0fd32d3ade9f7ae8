import { identified } from '../topology/index';
import { v2ApiIntegrations } from '../topology/query/http-api';
import { defineRule } from './rule';

export default defineRule({
  id: 'websocket-api-on-v2-link',
  severity: 'warning',
  summary: 'A WebSocket API goes over a VPC link V2',
  why: 'As far as AWS documents it, the private integrations of WebSocket APIs need a VPC link V1 with an NLB',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html',
  fixes: [],
  bad: [
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
      ConnectionId: [|!Ref Link|]("Send" belongs to a WebSocket API, but "Link" is a VPC link V2: use a VPC link V1 with an NLB)
      IntegrationUri: http://chat.example.com/
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
`,
  ],
  good: [
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
      ConnectionId: !Ref Link
      IntegrationUri: !ImportValue listener
      PayloadFormatVersion: '1.0'
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
`,
  ],

  *check({ topology }) {
    for (const { resource, name, protocol, connectionId } of v2ApiIntegrations(topology)) {
      if (protocol !== 'WEBSOCKET') continue;
      for (const { value } of topology.resolve(connectionId)) {
        const link = identified(value);
        if (link?.kind !== 'vpc-link-v2') continue;
        yield {
          at: value.at,
          message: `${name} belongs to a WebSocket API, but "${link.logicalId}" is a VPC link V2: use a VPC link V1 with an NLB`,
          logicalId: resource.logicalId,
          related: [{ at: link.at, message: 'The VPC link V2' }],
        };
      }
    }
  },
});
