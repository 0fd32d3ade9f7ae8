import { describe, identified, privateIntegrations, textOf, type Settled } from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'listener-as-uri',
  severity: 'error',
  summary: 'The Uri of a REST integration is an ARN',
  why: 'Only HTTP APIs take the ARN of a listener there; a REST API takes a URL, so the deployment fails with "Invalid HTTP endpoint specified for URI"',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html',
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
        Uri: [|!Ref Web|](The Uri of "Get" is "Web", but a REST API takes a URL such as http://host/path: put the load balancer into IntegrationTarget)
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
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
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
  ],

  *check({ topology }) {
    for (const { method, integration } of privateIntegrations(topology)) {
      for (const { value, when } of outcomesUnder(topology, integration.uri, method.when)) {
        if (!isArn(value)) continue;
        yield {
          at: value.at,
          message: `The Uri of ${methodName(method)} is ${describe(value)}, but a REST API takes a URL such as http://host/path: put the load balancer into IntegrationTarget${conditionText(when, method.when)}`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});

function isArn(value: Settled<string>): boolean {
  const kind = identified(value)?.kind;
  if (kind === 'listener' || kind === 'load-balancer' || kind === 'target-group') return true;
  return /^arn:[^:]*:(elasticloadbalancing|servicediscovery):/.test(textOf(value));
}
