import { matchesPattern } from '../topology/alb-pattern';
import {
  keyOf,
  listenersOf,
  rulesOf,
  soleOf,
  stringOf,
  type Listener,
  type ListenerRule,
  type Topology,
} from '../topology/index';
import { albGroups, albTargets } from '../topology/query/alb-groups';
import { hasDeadCondition } from '../topology/query/dead-conditions';
import { knownConditions } from '../topology/query/known-conditions';
import { apiLandings, soleLandings } from '../topology/query/api-landings';
import { takerOf } from '../topology/query/shadows';
import { defineRule } from './rule';

export default defineRule({
  id: 'rule-out-of-api-reach',
  severity: 'hint',
  summary: 'A rule that no method of the API can reach',
  why: 'No Uri leads there: the rule serves other clients of the ALB, or a path differs between API and rule',
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
  [|Invoices|](No method of the API calls a path that the rule "Invoices" serves):
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: [/invoices/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
    // A method that a listener without rules serves is where it should be.
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
        Uri: http://orders.example.com/orders
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
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com:8080/orders
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
  Plain:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '201' } }]
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
      Conditions: [{ Field: path-pattern, Values: [/orders] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
  [|Invoices|](No method of the API calls a path that the rule "Invoices" serves):
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: [/invoices/*] }]
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
        RequestParameters: { integration.request.path.proxy: method.request.path.proxy }
        Uri: http://orders.example.com/{proxy}
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
  Invoices:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Web
      Priority: 20
      Conditions: [{ Field: path-pattern, Values: [/invoices/*] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '200' } }]
`,
  ],

  *check({ topology }) {
    const reached = new Map<Listener, Set<ListenerRule> | undefined>();
    for (const { listener, landings } of apiLandings(topology)) {
      const rules = reached.has(listener) ? reached.get(listener) : new Set<ListenerRule>();
      for (const { rule } of landings ?? []) if (rule) rules?.add(rule);
      reached.set(listener, landings ? rules : undefined);
    }
    // While a method goes nowhere for another reason, the rules that are meant for it are not known.
    if (hasStrayMethod(topology)) return;
    for (const [listener, rules] of reached) {
      for (const rule of rules ? rulesOf(topology, listener) : []) {
        if (rules?.has(rule) || answersHealthCheck(topology, listener, rule)) continue;
        // What is wrong with these is told by other rules.
        if (hasDeadCondition(topology, rule) || takerOf(topology, listener, rule)) continue;
        yield {
          at: rule.at,
          message: `No method of the API calls a path that the rule "${rule.logicalId}" serves`,
          logicalId: rule.logicalId,
        };
      }
    }
  },
});

/** True when a method with a VPC link reaches no listener that is at hand, or none of the rules of one. */
function hasStrayMethod(topology: Topology): boolean {
  const landed = new Set(apiLandings(topology).map(({ integration }) => integration.integration));
  return (
    topology.methods.some(({ integration }) => integration?.connectionId && !landed.has(integration)) ||
    soleLandings(topology).some(({ landing, listener }) => !landing.rule && rulesOf(topology, listener).length > 0)
  );
}

/** True when the rule is there for the health check of an NLB before the ALB. */
function answersHealthCheck(topology: Topology, listener: Listener, rule: ListenerRule): boolean {
  const patterns = knownConditions(topology, rule).filter(({ field }) => field === 'path-pattern');
  return albGroups(topology).some((albGroup) => {
    const { path } = albGroup.group.healthCheck;
    const checked = path ? stringOf(soleOf(topology.resolve(path))) : '/';
    const isHere = albTargets(topology, albGroup).some(
      ({ balancer }) => balancer && listenersOf(topology, keyOf(balancer)).includes(listener),
    );
    if (!isHere || checked === undefined) return false;
    return patterns.every(({ values }) =>
      values.possible.some((value) => matchesPattern(value, checked, { caseSensitive: true })),
    );
  });
}
