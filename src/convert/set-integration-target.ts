import { ref } from '../template/index';
import {
  identified,
  privateIntegrations,
  type Assumptions,
  type LoadBalancer,
  type PrivateIntegration,
  type Topology,
  type VpcLinkV2,
} from '../topology/index';
import { mayBeMissing } from '../topology/query/under';
import { spelled } from '../topology/query/http-integrations';
import { defineStep } from './step';

/** An integration that goes over a V2 link and says not where to. */
export interface MissingTarget {
  readonly integration: PrivateIntegration;
  readonly link: VpcLinkV2;
  readonly when: Assumptions;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html */
export function* missingTargets(topology: Topology): Iterable<MissingTarget> {
  for (const integration of privateIntegrations(topology)) {
    for (const outcome of integration.links) {
      const link = identified(outcome.value);
      const when = topology.both(integration.method.when, outcome.when);
      if (link?.kind !== 'vpc-link-v2' || !when) continue;
      if (!mayBeMissing(topology, integration.integration.integrationTarget, when)) continue;
      yield { integration, link, when };
      break;
    }
  }
}

export default defineStep({
  id: 'set-integration-target',
  title: 'Set IntegrationTarget to the load balancer that the Uri names',
  safety: 'review',
  safetyReason: 'The Uri names the load balancer, but nothing proves that it is the one that is meant.',
  why: 'A VPC link V2 serves many load balancers, and IntegrationTarget picks one.',
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
        Uri: !Sub http://\${Alb.DNSName}/orders
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
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
        Uri: !Sub http://\${Alb.DNSName}/orders
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,

  *plan({ topology }) {
    for (const { integration, link, when } of missingTargets(topology)) {
      const { method, at } = integration;
      const { logicalId } = method.owner;
      const { uri } = method;
      const balancer = namedByHost(integration);
      // Under a condition the target would have to depend on it, too.
      if (
        !balancer ||
        balancer.uri !== topology.templateOf(uri) ||
        when.length > method.when.length ||
        integration.integration.integrationTarget
      ) {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The Uri of "${logicalId}" does not tell which load balancer "${link.logicalId}" leads to: set IntegrationTarget by hand`,
        };
        continue;
      }
      const { node } = integration.integration;
      const key = (property: string): string => spelled(integration.integration, property);
      yield {
        kind: 'change',
        at,
        logicalId,
        apply: (write) =>
          write(uri).setEntry(node, key('IntegrationTarget'), ref(balancer.logicalId), { after: key('ConnectionId') }),
      };
    }
  },
});

function namedByHost({ uri }: PrivateIntegration): LoadBalancer | undefined {
  const host = uri?.host.length === 1 ? uri.host[0] : undefined;
  if (host?.kind !== 'resource' || host.resource.kind !== 'load-balancer' || host.attribute !== 'DNSName')
    return undefined;
  return host.resource;
}
