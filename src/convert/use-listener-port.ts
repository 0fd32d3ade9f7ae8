import type { Span } from '../text/index';
import type { Assumptions, LoadBalancer, Method, Topology } from '../topology/index';
import { listenerPorts, type ListenerPort } from '../topology/query/listener-ports';
import { partOf } from '../topology/query/part-of';
import { reachedBalancers } from '../topology/query/reached';
import { defineStep } from './step';

/** A `Uri` whose port no listener of the reached load balancer has. */
export interface WrongPort {
  readonly method: Method;
  readonly balancer: LoadBalancer;
  readonly port: number;
  readonly isV2: boolean;
  /** The ports that there are. */
  readonly ports: readonly ListenerPort[];
  readonly open: readonly number[];
  readonly at: Span;
  readonly when: Assumptions;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html */
export function* wrongPorts(topology: Topology): Iterable<WrongPort> {
  for (const { integration, link, balancer, type, when } of reachedBalancers(topology)) {
    // `alb-behind-v1-link` tells what is wrong with such a link; no port of the ALB matters to it.
    if (link.kind === 'vpc-link-v1' && type === 'application') continue;
    const { uri, method } = integration;
    const port = uri?.port;
    const ports = port === undefined ? undefined : listenerPorts(topology, balancer, when);
    if (!uri || port === undefined || !ports || ports.some((listening) => listening.port === port)) continue;
    yield {
      method,
      balancer,
      port,
      isV2: link.kind === 'vpc-link-v2',
      ports,
      open: [...new Set(ports.map((listening) => listening.port))].sort((a, b) => a - b),
      at: uri.portWritten ? partOf(uri.at, `:${port}`) : uri.at,
      when,
    };
  }
}

export default defineStep({
  id: 'use-listener-port',
  title: 'Use the port of the listener',
  safety: 'review',
  safetyReason: 'It is the only port of the load balancer, but a listener may be missing instead.',
  why: 'The port of the Uri picks the listener.',
  reference: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html',
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
        Uri: !Sub 'http://\${Alb.DNSName}:80/orders'
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
      Port: 8080
      Protocol: HTTP
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
        Uri: !Sub 'http://\${Alb.DNSName}:8080/orders'
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
      Port: 8080
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }]
`,

  *plan({ topology }) {
    for (const { method, port, open, at } of wrongPorts(topology)) {
      const { logicalId } = method.owner;
      const { uri } = method;
      const [only] = open;
      const isWritten = at.section.text.slice(at.start, at.end) === `:${port}`;
      if (only === undefined || open.length > 1 || !isWritten) {
        yield { kind: 'blocked', at, logicalId, reason: `The Uri of "${logicalId}" must get its port by hand` };
        continue;
      }
      yield { kind: 'change', at, logicalId, apply: (write) => write(uri).replaceText(at, `:${only}`) };
    }
  },
});
