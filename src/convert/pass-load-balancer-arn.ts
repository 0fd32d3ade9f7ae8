import { ref } from '../template/index';
import type { Span } from '../text/index';
import {
  identified,
  privateIntegrations,
  soleOf,
  type LoadBalancer,
  type Method,
  type Integration,
  type Topology,
} from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { integrationEntry, isOneValue } from './fix/written';
import { defineStep } from './step';

/** An `IntegrationTarget` that names a listener, or another attribute of a load balancer than its ARN. */
interface NamedOtherwise {
  readonly method: Method;
  readonly integration: Integration;
  readonly balancer: LoadBalancer;
  readonly at: Span;
}

export default defineStep({
  id: 'pass-load-balancer-arn',
  title: 'Pass the ARN of the load balancer',
  safety: 'safe',
  safetyReason: 'The port of the Uri picks the listener, so the requests go where they went or should have gone.',
  why: 'IntegrationTarget takes the ARN of a load balancer, as all examples of AWS pass it.',
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
        ConnectionType: VPC_LINK
        IntegrationTarget: !Ref Web # the listener
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        ConnectionType: VPC_LINK
        IntegrationTarget: !GetAtt Alb.DNSName
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
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
        ConnectionType: VPC_LINK
        IntegrationTarget: !Ref Alb # the listener
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        ConnectionType: VPC_LINK
        IntegrationTarget: !Ref Alb
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
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

  *plan({ topology }) {
    for (const { method, integration, balancer, at } of namedOtherwise(topology)) {
      const { logicalId, uri } = method.owner;
      const entry = integrationEntry(integration, 'IntegrationTarget');
      if (!entry || !isOneValue(entry.value) || balancer.uri !== uri) {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The load balancer "${balancer.logicalId}" of "${logicalId}" must be passed by hand`,
        };
        continue;
      }
      yield {
        kind: 'change',
        at,
        logicalId,
        apply: (write) => write(uri).replaceValue(entry.value, ref(balancer.logicalId)),
      };
    }
  },
});

function* namedOtherwise(topology: Topology): Iterable<NamedOtherwise> {
  for (const { method, integration } of privateIntegrations(topology)) {
    for (const { value } of outcomesUnder(topology, integration.integrationTarget, method.when)) {
      const named = value.kind === 'resource' ? value.resource : undefined;
      const listener = identified(value)?.kind === 'listener' ? named : undefined;
      const owner =
        listener?.kind === 'listener' ? identified(soleOf(topology.resolve(listener.loadBalancer))) : undefined;
      const balancer = named?.kind === 'load-balancer' && !identified(value) ? named : owner;
      if (balancer?.kind === 'load-balancer') yield { method, integration, balancer, at: value.at };
    }
  }
}
