import {
  identified,
  privateIntegrations,
  type Assumptions,
  type Outcome,
  type PrivateIntegration,
  type Topology,
  type VpcLinkV1,
} from '../topology/index';
import { outcomesUnder } from '../topology/query/under';
import { integrationEntry, isOneValue } from './fix/written';
import { defineStep } from './step';

/** An integration that goes over a V1 link and has a target, which is for V2 links. */
export interface UnexpectedTarget {
  readonly integration: PrivateIntegration;
  readonly link: VpcLinkV1;
  readonly target: Outcome<string>;
  readonly when: Assumptions;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html */
export function* unexpectedTargets(topology: Topology): Iterable<UnexpectedTarget> {
  for (const integration of privateIntegrations(topology)) {
    for (const outcome of integration.links) {
      const link = identified(outcome.value);
      const when = topology.both(integration.method.when, outcome.when);
      if (link?.kind !== 'vpc-link-v1' || !when) continue;
      const target = outcomesUnder(topology, integration.integration.integrationTarget, when).find(
        ({ value }) => value.kind !== 'absent' && value.kind !== 'unknown',
      );
      if (target) yield { integration, link, target, when: target.when };
    }
  }
}

export default defineStep({
  id: 'remove-integration-target',
  title: 'Remove IntegrationTarget',
  safety: 'review',
  safetyReason: 'A VPC link V2 may have been meant, and then it is the link that must change.',
  why: 'A VPC link V1 knows its NLB itself.',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html',
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
        ConnectionId: !Ref Link
        IntegrationTarget: !Ref Nlb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
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
        ConnectionId: !Ref Link
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGateway::VpcLink
    Properties: { Name: orders, TargetArns: [!Ref Nlb] }
  Nlb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Scheme: internal, Subnets: [subnet-1] }
`,

  *plan({ topology }) {
    for (const { integration, link, target, when } of unexpectedTargets(topology)) {
      const { owner, uri, when: present } = integration.method;
      const entry = integrationEntry(integration.integration, 'IntegrationTarget');
      const at = target.value.at;
      if (!entry || !isOneValue(entry.value) || when.length > present.length) {
        const reason = `IntegrationTarget is right where "${owner.logicalId}" does not go over "${link.logicalId}": let it depend on the same condition`;
        yield { kind: 'blocked', at, logicalId: owner.logicalId, reason };
        continue;
      }
      yield { kind: 'change', at, logicalId: owner.logicalId, apply: (write) => write(uri).removeEntry(entry) };
    }
  },
});
