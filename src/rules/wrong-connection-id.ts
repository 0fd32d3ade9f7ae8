import {
  describe,
  identified,
  privateIntegrations,
  soleOf,
  stringOf,
  type ResourceKind,
  type Settled,
  type Topology,
} from '../topology/index';
import { stringProperty } from '../topology/query/typed';
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
    // A name is no id, and a link has no ARN.
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
        ConnectionId: [|Link|](The ConnectionId of "Get" is "Link", but it must be the id of a VPC link)
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
        ConnectionId: [|!GetAtt Link.Arn|](The ConnectionId of "Post" is "Link.Arn", but it must be the id of a VPC link)
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
    const names = linkNames(topology);
    for (const { method, links } of privateIntegrations(topology)) {
      for (const { value, when } of links) {
        // A value of a stage variable is wrong once, however many methods use it.
        if (!isWrong(value, names) || !topology.both(method.when, when) || seen.has(value.at)) continue;
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

function isWrong(value: Settled<string>, names: ReadonlySet<string>): boolean {
  if (value.kind === 'literal') return value.value.startsWith('arn:') || names.has(value.value);
  if (value.kind !== 'resource') return false;
  const { kind, type } = value.resource;
  // A link is known by its Ref or its VpcLinkId; it has no other attribute.
  if (kind === 'vpc-link-v1' || kind === 'vpc-link-v2') return identified(value) === undefined;
  return notLinks.includes(kind) || otherTypes.includes(type);
}

/** What the links here are called: their names are no ids, and neither are their logical ids without `Ref`. */
function linkNames(topology: Topology): ReadonlySet<string> {
  const links = [...topology.ofKind('vpc-link-v1'), ...topology.ofKind('vpc-link-v2')];
  return new Set(
    links.flatMap((link) => {
      const name = stringOf(soleOf(topology.resolve(stringProperty(link, 'Name'))));
      return name === undefined ? [link.logicalId] : [link.logicalId, name];
    }),
  );
}
