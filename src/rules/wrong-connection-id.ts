import { describe, privateIntegrations, type ResourceKind, type Settled } from '../topology/index';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

/** Kinds that are certainly no link. Custom resources and nested stacks may hand out the id of one. */
const notLinks: readonly ResourceKind[] = [
  'load-balancer',
  'listener',
  'rule',
  'target-group',
  'security-group',
  'rest-api',
];
/** Types that are easily taken for a link. */
const otherTypes = ['AWS::EC2::VPC', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::VPCEndpointService', 'AWS::EC2::Subnet'];

export default defineRule({
  id: 'wrong-connection-id',
  severity: 'error',
  summary: 'ConnectionId is no VPC link',
  why: 'ConnectionId takes the id of a VPC link, so the deployment fails with an invalid or unknown link; the load balancer of a VPC link V2 goes into IntegrationTarget',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html',
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
        ConnectionId: [|!Ref Alb|](The ConnectionId of "Get" is "Alb", but it must be the id of a VPC link)
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
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
        Uri: http://orders.example.com/
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
        ConnectionId: !GetAtt MadeElsewhere.LinkId
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  MadeElsewhere: { Type: Custom::VpcLink, Properties: { ServiceToken: !ImportValue maker } }
`,
  ],

  *check({ topology }) {
    const seen = new Set<unknown>();
    for (const { method, links } of privateIntegrations(topology)) {
      for (const { value, when } of links) {
        // A value of a stage variable is wrong once, however many methods use it.
        if (!isWrong(value) || !topology.both(method.when, when) || seen.has(value.at)) continue;
        seen.add(value.at);
        yield {
          at: value.at,
          message: `The ConnectionId of ${methodName(method)} is ${describe(value)}, but it must be the id of a VPC link${conditionText(when, method.when)}`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});

function isWrong(value: Settled<string>): boolean {
  if (value.kind === 'literal') return value.value.startsWith('arn:');
  if (value.kind !== 'resource') return false;
  return notLinks.includes(value.resource.kind) || otherTypes.includes(value.resource.type);
}
