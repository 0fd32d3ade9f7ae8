import type { Span } from '../text/index';
import { stringOf, type Integration, type Method, type Topology } from '../topology/index';
import { mayBeMissing, outcomesUnder } from '../topology/query/under';
import { spelled } from '../topology/query/http-integrations';
import { defineStep } from './step';

/** An integration that names a link and does not say that it goes over one. */
export interface IgnoredConnectionId {
  readonly method: Method;
  readonly integration: Integration;
  readonly at: Span;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html */
export function* ignoredConnectionIds(topology: Topology): Iterable<IgnoredConnectionId> {
  for (const method of topology.methods) {
    const { integration } = method;
    if (!integration?.connectionId) continue;
    for (const { value, when } of outcomesUnder(topology, integration.connectionId, method.when)) {
      if (value.kind === 'absent' || stringOf(value) === '') continue;
      const types = outcomesUnder(topology, integration.connectionType, when).map((type) => stringOf(type.value));
      if (!mayBeMissing(topology, integration.connectionType, when) && !types.includes('INTERNET')) continue;
      yield { method, integration, at: value.at };
    }
  }
}

export default defineStep({
  id: 'set-connection-type',
  title: 'Go over the VPC link',
  safety: 'review',
  safetyReason: 'Requests that went over the internet then go over the link.',
  why: 'ConnectionType is INTERNET unless it says VPC_LINK.',
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
        ConnectionId: !ImportValue link
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
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
        ConnectionId: !ImportValue link
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
`,

  *plan({ topology }) {
    for (const { method, integration, at } of ignoredConnectionIds(topology)) {
      const { logicalId } = method.owner;
      const { uri } = method;
      if (integration.connectionType && integration.connectionType.kind !== 'literal') {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The ConnectionType of "${logicalId}" depends on something else: change it there`,
        };
        continue;
      }
      const key = (property: string): string => spelled(integration, property);
      yield {
        kind: 'change',
        at,
        logicalId,
        apply: (write) =>
          write(uri).setEntry(integration.node, key('ConnectionType'), 'VPC_LINK', { before: key('ConnectionId') }),
      };
    }
  },
});
