import { keyOf, numberOf } from '../topology/index';
import { numericAttribute } from '../topology/query/attributes';
import { reachedAlbs } from '../topology/query/reached-albs';
import { outcomesUnder } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

/** Seconds. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
const idleTimeout = { key: 'idle_timeout.timeout_seconds', fallback: 60 };

export default defineRule({
  id: 'timeout-over-idle-timeout',
  severity: 'warning',
  summary: 'The API waits longer for the backend than the ALB does',
  why: 'The shorter of both decides: the ALB gives up with its own 504 page before the timeout of the integration is over',
  reference: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
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
        Uri: http://orders.example.com/
        TimeoutInMillis: [|120000|]("Get" waits 120 s, but the ALB "Alb" gives up after 60 s: raise idle_timeout.timeout_seconds of the ALB)
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders, EndpointConfiguration: { Types: [REGIONAL] } } }
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
        TimeoutInMillis: 120000
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders, EndpointConfiguration: { Types: [REGIONAL] } } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internal
      Subnets: [subnet-1, subnet-2]
      LoadBalancerAttributes: [{ Key: idle_timeout.timeout_seconds, Value: '120' }]
`,
  ],

  *check({ topology }) {
    const seen = new Set<string>();
    for (const { integration, alb, when } of reachedAlbs(topology)) {
      const { method } = integration;
      for (const timeout of outcomesUnder(topology, integration.integration.timeoutInMillis, when)) {
        const seconds = (numberOf(timeout.value) ?? 0) / 1000;
        const idle = numericAttribute(
          topology,
          alb,
          'LoadBalancerAttributes',
          alb.attributes,
          idleTimeout,
          timeout.when,
        );
        const shorter = idle.find(({ value }) => value < seconds);
        if (!shorter) continue;
        // Each Uri of an integration leads to the ALB; one finding is enough.
        const { section, start } = timeout.value.at;
        const key = `${section.uri} ${method.owner.logicalId} ${start} ${keyOf(alb)} ${seconds}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield {
          at: timeout.value.at,
          message: `${methodName(method)} waits ${seconds} s, but the ALB "${alb.logicalId}" gives up after ${shorter.value} s: raise ${idleTimeout.key} of the ALB`,
          logicalId: method.owner.logicalId,
          related: [{ at: shorter.at ?? alb.at, message: 'The ALB' }],
        };
      }
    }
  },
});
