import { numberOf, rulesOf, soleOf } from '../topology/index';
import { terminalAction } from '../topology/query/actions';
import { soleLandings } from '../topology/query/api-landings';
import { hasDeadCondition } from '../topology/query/dead-conditions';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'unserved-method',
  severity: 'warning',
  summary: 'A method of the API that no rule of the ALB serves',
  why: 'Its requests end at the default action of the listener, which answers with an error',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html',
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
        Uri: [|http://orders.example.com/invoices|]("Get" calls /invoices, which no rule of "Web" serves: its default action answers 404)
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
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
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
        Uri: http://orders.example.com/orders/1
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
  Orders:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 10
      Conditions: [{ Field: path-pattern, Values: [/orders/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    for (const { integration, listener, request, landing, when } of soleLandings(topology)) {
      if (landing.rule) continue;
      // The rule that was meant to serve it is reported for what is wrong with it.
      if (rulesOf(topology, listener).some((rule) => hasDeadCondition(topology, rule))) continue;
      const { type, action } = terminalAction(topology, listener.defaultActions) ?? {};
      const status = numberOf(soleOf(topology.resolve(action?.fixedResponse?.statusCode)));
      if (type !== 'fixed-response' || status === undefined || status < 400) continue;
      yield {
        at: integration.uri?.at ?? integration.at,
        message: `${methodName(integration.method)} calls ${request.pathText}, which no rule of "${listener.logicalId}" serves: its default action answers ${status}${conditionText(when, integration.method.when)}`,
        logicalId: integration.method.owner.logicalId,
        related: [{ at: listener.at, message: 'The listener' }],
      };
    }
  },
});
