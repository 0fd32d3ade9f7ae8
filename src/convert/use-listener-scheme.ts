import type { Span } from '../text/index';
import {
  forwardsOf,
  identified,
  protocolOf,
  type Assumptions,
  type Listener,
  type Method,
  type Topology,
} from '../topology/index';
import { albGroups } from '../topology/query/alb-groups';
import { partOf } from '../topology/query/part-of';
import { reachedBalancers } from '../topology/query/reached';
import { listenersAt, reachedAlbs } from '../topology/query/reached-albs';
import { defineStep } from './step';

/** A `Uri` that says https where the listener speaks HTTP, or the reverse. */
export interface WrongScheme {
  readonly method: Method;
  readonly listener: Listener;
  readonly port: number;
  readonly scheme: 'http' | 'https';
  readonly other: 'http' | 'https';
  readonly at: Span;
  readonly when: Assumptions;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html */
export function* wrongSchemes(topology: Topology): Iterable<WrongScheme> {
  const nlbs = reachedBalancers(topology)
    .filter(({ type }) => type === 'network')
    .map(({ integration, balancer, when }) => ({ integration, balancer, port: integration.uri?.port, when }));
  const albs = reachedAlbs(topology).map(({ alb, ...rest }) => ({ ...rest, balancer: alb }));
  for (const { integration, balancer, port, when } of [...albs, ...nlbs]) {
    const { uri, method } = integration;
    const scheme = uri?.scheme;
    if (!uri || !scheme || port === undefined) continue;
    const listeners = listenersAt(topology, balancer, port, when)
      .map((at) => at.listener)
      // An NLB must not speak TLS before an ALB; `alb-group-behind-other-listener` tells that.
      .filter((each) => !forwardsToAlbGroup(topology, each));
    const [listener] = listeners;
    if (!listener || !listeners.every((each) => isOther(topology, each, scheme))) continue;
    const other = scheme === 'https' ? 'http' : 'https';
    yield { method, listener, port, scheme, other, at: partOf(uri.at, scheme), when };
  }
}

export default defineStep({
  id: 'use-listener-scheme',
  title: 'Use the scheme of the listener',
  safety: 'review',
  safetyReason:
    'With https the name in the Uri must be on the certificate of the listener; with http the traffic is not encrypted.',
  why: 'The scheme decides whether API Gateway speaks TLS.',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html',
  before: `
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
        Uri: http://orders.example.com:8443/orders
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
      Port: 8443
      Protocol: HTTPS
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,
  after: `
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
        Uri: https://orders.example.com:8443/orders
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
      Port: 8443
      Protocol: HTTPS
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,

  *plan({ topology }) {
    for (const { method, at, scheme, other } of wrongSchemes(topology)) {
      const { logicalId } = method.owner;
      const { uri } = method;
      const { text } = at.section;
      // Without a port the scheme picks another listener, too.
      const hasPort = /^https?:\/\/(?:\$\{[^}]*\}|[^/'"\s])*:\d+/.test(text.slice(at.start, at.start + 300));
      if (text.slice(at.start, at.end) !== scheme || !hasPort) {
        yield { kind: 'blocked', at, logicalId, reason: `The Uri of "${logicalId}" must be changed by hand` };
        continue;
      }
      yield { kind: 'change', at, logicalId, apply: (write) => write(uri).replaceText(at, other) };
    }
  },
});

function forwardsToAlbGroup(topology: Topology, listener: Listener): boolean {
  const groups = new Set<unknown>(albGroups(topology).map(({ group }) => group));
  return forwardsOf(topology, listener.defaultActions).some(({ group }) => groups.has(identified(group)));
}

/** True when a listener certainly speaks TLS where the scheme is http, or plain HTTP where it is https. */
function isOther(topology: Topology, listener: Listener, scheme: 'http' | 'https'): boolean {
  const protocol = protocolOf(topology, listener);
  return scheme === 'https' ? protocol === 'HTTP' : protocol === 'HTTPS' || protocol === 'TLS';
}
