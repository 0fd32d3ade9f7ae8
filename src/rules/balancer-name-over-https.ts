import { property } from '../template/index';
import {
  privateIntegrations,
  readBoolean,
  soleOf,
  stringOf,
  type IntegrationUri,
  type PrivateIntegration,
  type Topology,
} from '../topology/index';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'balancer-name-over-https',
  severity: 'error',
  summary: 'An https Uri with the DNS name of a load balancer',
  why: 'The host of the Uri is checked against the certificate, and no public certificate can carry a name below elb.amazonaws.com, so every request fails with 500',
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
        Uri: [|!Sub 'https://\${Alb.DNSName}/orders'|](The Uri of "Get" uses https with the DNS name of a load balancer, which no certificate carries: use a name on its certificate)
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: [|https://internal-web-1234.eu-west-1.elb.amazonaws.com/|](The Uri of "Post" uses https with the DNS name of a load balancer, which no certificate carries: use a name on its certificate)
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
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
        Uri: https://orders.example.com/orders
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: !Sub http://\${Alb.DNSName}/orders
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
    for (const privateIntegration of privateIntegrations(topology)) {
      const { method, uris } = privateIntegration;
      if (trustsPrivateCertificates(topology, privateIntegration)) continue;
      for (const { uri, when } of uris) {
        if (uri.scheme !== 'https' || !isBalancerName(uri)) continue;
        yield {
          at: uri.at,
          message: `The Uri of ${methodName(method)} uses https with the DNS name of a load balancer, which no certificate carries: use a name on its certificate${conditionText(when, method.when)}`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});

function isBalancerName({ host, hostText }: IntegrationUri): boolean {
  const [only] = host;
  if (host.length === 1 && only?.kind === 'resource') {
    return only.resource.kind === 'load-balancer' && only.attribute === 'DNSName';
  }
  return /\.elb\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?$/i.test(hostText);
}

/**
 * A private authority may put any name on a certificate; API Gateway takes those where `insecureSkipVerification` is
 * set, which only OpenAPI bodies can do.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration-tls-config.html
 */
function trustsPrivateCertificates(topology: Topology, { integration }: PrivateIntegration): boolean {
  const skip = readBoolean(property(integration.node, 'tlsConfig', 'insecureSkipVerification'));
  return skip !== undefined && stringOf(soleOf(topology.resolve(skip))) !== 'false';
}
