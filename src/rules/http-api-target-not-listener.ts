import { describe, textOf, type Settled } from '../topology/index';
import { v2ApiIntegrations } from '../topology/query/http-api';
import { defineRule } from './rule';

export default defineRule({
  id: 'http-api-target-not-listener',
  severity: 'error',
  summary: 'A private integration of an HTTP API names a load balancer or a URL instead of a listener',
  why: 'An HTTP API takes the ARN of a listener or of a Cloud Map service in IntegrationUri, unlike a REST API, so the deployment fails',
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
      ConnectionId: !Ref Link
      IntegrationUri: [|!Ref Alb|](The IntegrationUri of "Orders" is "Alb", but over a VPC link an HTTP API needs the ARN of a listener or a Cloud Map service)
      PayloadFormatVersion: '1.0'
  Users:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Shop
      IntegrationType: HTTP_PROXY
      IntegrationMethod: ANY
      ConnectionType: VPC_LINK
      ConnectionId: !Ref Link
      IntegrationUri: [|!Sub 'http://\${Alb.DNSName}/users'|](The IntegrationUri of "Users" is "http://\${Alb.DNSName}/users", but over a VPC link an HTTP API needs the ARN of a listener or a Cloud Map service)
      PayloadFormatVersion: '1.0'
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
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
      IntegrationUri: !Ref Web
      PayloadFormatVersion: '1.0'
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
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,
  ],

  *check({ topology }) {
    for (const { resource, name, protocol, uri } of v2ApiIntegrations(topology)) {
      if (protocol !== 'HTTP') continue;
      for (const { value } of topology.resolve(uri)) {
        if (!isNoListener(value)) continue;
        yield {
          at: value.at,
          message: `The IntegrationUri of ${name} is ${describe(value)}, but over a VPC link an HTTP API needs the ARN of a listener or a Cloud Map service`,
          logicalId: resource.logicalId,
        };
      }
    }
  },
});

function isNoListener(value: Settled<string>): boolean {
  if (value.kind === 'resource') return ['load-balancer', 'target-group'].includes(value.resource.kind);
  return /^(https?:\/\/|arn:[^:]*:elasticloadbalancing:[^:]*:[^:]*:(loadbalancer|targetgroup)\/)/.test(textOf(value));
}
