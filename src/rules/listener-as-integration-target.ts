import passLoadBalancerArn from '../convert/pass-load-balancer-arn';
import { describe, identified, privateIntegrations, textOf, type Settled } from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'listener-as-integration-target',
  severity: 'info',
  summary: 'IntegrationTarget is the ARN of a listener',
  why: 'The property is described as a listener, but all examples of AWS and all templates known to deploy pass the load balancer; the port of the Uri picks the listener',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html',
  fixes: [passLoadBalancerArn],
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
        IntegrationTarget: [|!Ref Web|](The IntegrationTarget of "Get" is the listener "Web", where the examples of AWS pass the load balancer: use its ARN)
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

  *check({ topology }) {
    for (const { method, integration } of privateIntegrations(topology)) {
      for (const { value } of outcomesUnder(topology, integration.integrationTarget, method.when)) {
        if (!isListener(value)) continue;
        yield {
          at: value.at,
          message: `The IntegrationTarget of ${methodName(method)} is the listener ${describe(value)}, where the examples of AWS pass the load balancer: use its ARN`,
          logicalId: method.owner.logicalId,
        };
      }
    }
  },
});

function isListener(value: Settled<string>): boolean {
  return identified(value)?.kind === 'listener' || /^arn:.*:listener\//.test(textOf(value));
}
