import type { Span } from '../text/index';
import type { Assumptions, Listener, ListenerRule, PrivateIntegration, Topology } from '../topology/index';
import { terminalAction } from '../topology/query/actions';
import { soleLandings } from '../topology/query/api-landings';
import { defineRule } from './rule';
import { conditionText } from './shared/condition-text';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'redirect-behind-api',
  severity: 'warning',
  summary: 'A method of the API whose requests all end at a redirect of the ALB',
  why: 'API Gateway hands the redirect to the client, which cannot reach the private address in it; the usual cause is the HTTP listener that only redirects to HTTPS',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html',
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
        Uri: [|http://orders.example.com/orders|]("Get" always gets a redirect from "Web", which leads the client to a private address: call the listener that serves the path)
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
      DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: '443', StatusCode: HTTP_301 } }]
  Secure:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 443
      Protocol: HTTPS
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,
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
        Uri: [|http://orders.example.com/orders|]("Get" and 1 other method always get a redirect from "Web", which leads the client to a private address: call the listener that serves the path)
  Put:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: PUT
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: PUT
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/orders/new
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
      DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: '443', StatusCode: HTTP_301 } }]
  Secure:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 443
      Protocol: HTTPS
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
        Uri: https://orders.example.com/orders
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
      DefaultActions: [{ Type: redirect, RedirectConfig: { Protocol: HTTPS, Port: '443', StatusCode: HTTP_301 } }]
  Secure:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Alb
      Port: 443
      Protocol: HTTPS
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,
  ],

  *check({ topology }) {
    for (const [first, ...others] of redirected(topology)) {
      const { integration, place, when } = first;
      const { method } = integration;
      const more = others.length === 0 ? '' : ` and ${others.length} other method${others.length === 1 ? '' : 's'}`;
      yield {
        at: uriOf(integration),
        message: `${methodName(method)}${more} always get${more === '' ? 's' : ''} a redirect from "${place.logicalId}", which leads the client to a private address: call the listener that serves the path${conditionText(when, method.when)}`,
        logicalId: method.owner.logicalId,
        related: [
          { at: place.at, message: 'It redirects' },
          ...others.map((other) => ({
            at: uriOf(other.integration),
            message: `${methodName(other.integration.method)} gets it, too`,
          })),
        ],
      };
    }
  },
});

interface Redirected {
  readonly integration: PrivateIntegration;
  /** What redirects. */
  readonly place: Listener | ListenerRule;
  readonly when: Assumptions;
}

/** The methods that only get redirects, together those of one file that get them from one place under one condition. */
function redirected(topology: Topology): Iterable<readonly [Redirected, ...Redirected[]]> {
  const groups = new Map<string, [Redirected, ...Redirected[]]>();
  for (const { integration, listener, landing, when } of soleLandings(topology)) {
    const place = landing.rule ?? listener;
    const actions = landing.rule ? landing.rule.actions : listener.defaultActions;
    if (terminalAction(topology, actions)?.type !== 'redirect') continue;
    const one: Redirected = { integration, place, when };
    const key = JSON.stringify([
      [place.uri, place.logicalId, uriOf(integration).section.uri],
      conditionText(when, integration.method.when),
    ]);
    const group = groups.get(key);
    if (!group) groups.set(key, [one]);
    // A method may get there by several ways.
    else if (!group.some((known) => known.integration.integration === integration.integration)) group.push(one);
  }
  return groups.values();
}

function uriOf({ uri, at }: PrivateIntegration): Span {
  return uri?.at ?? at;
}
