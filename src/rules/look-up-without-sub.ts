import { soleOf, stringOf, type Topology, type Value } from '../topology/index';
import { isScopeName } from '../topology/query/names';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'look-up-without-sub',
  severity: 'error',
  summary: 'An integration names a resource as ${Name.Attribute} outside of Fn::Sub',
  why: 'CloudFormation fills ${…} in Fn::Sub only, so API Gateway gets the characters and refuses the integration',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html',
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
        Uri: [|http://\${Alb.DNSName}/orders|](\${Alb.DNSName} of "Get" stands outside of Fn::Sub, so nothing fills it: write !Sub before the text)
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
        Uri: !Sub http://\${Alb.DNSName}/orders
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
    // A stage variable is filled by API Gateway.
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
        ConnectionId: '\${stageVariables.link}'
        IntegrationTarget: !Ref Alb
        Uri: http://\${stageVariables.host}/orders
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
    const seen = new Set<unknown>();
    for (const { integration, owner, ...method } of topology.methods) {
      if (!integration || topology.templateOf(integration.node.section.uri) !== integration.node.section.uri) continue;
      for (const value of [integration.uri, integration.connectionId, integration.integrationTarget]) {
        const name = unfilled(topology, value, integration.node.section.uri);
        if (!value || name === undefined || seen.has(value.at)) continue;
        seen.add(value.at);
        yield {
          at: value.at,
          message: `\${${name}} of ${methodName({ integration, owner, ...method })} stands outside of Fn::Sub, so nothing fills it: write !Sub before the text`,
          logicalId: owner.logicalId,
        };
      }
    }
  },
});

/** The first name that a text would look up in `Fn::Sub`; `undefined` where the text is no plain one. */
function unfilled(topology: Topology, value: Value<string> | undefined, uri: string): string | undefined {
  if (value?.kind !== 'literal') return undefined;
  const text = stringOf(soleOf(topology.resolve(value))) ?? '';
  const names = [...text.matchAll(/\$\{([A-Za-z0-9:]+(?:\.[A-Za-z0-9.]+)?)\}/g)].map((match) => match[1]!);
  return names.find((name) => isScopeName(topology, uri, name.split('.')[0]!));
}
