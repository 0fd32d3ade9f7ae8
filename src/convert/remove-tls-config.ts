import { entryOf, type Entry } from '../template/index';
import type { Method, Topology } from '../topology/index';
import { defineStep } from './step';

/** The `TlsConfig` entries in integrations of CloudFormation methods. */
export function* tlsConfigs(topology: Topology): Iterable<{ readonly method: Method; readonly entry: Entry }> {
  for (const method of topology.methods) {
    if (method.integration?.spelling !== 'cloudformation') continue;
    const entry = entryOf(method.integration.node, 'TlsConfig');
    if (entry) yield { method, entry };
  }
}

export default defineStep({
  id: 'remove-tls-config',
  title: 'Remove TlsConfig',
  safety: 'review',
  safetyReason: 'What it was meant to allow is not allowed then: a certificate of a private authority, for example.',
  why: 'CloudFormation rejects properties that it does not know.',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-extensions-integration-tls-config.html',
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
        TlsConfig:
          InsecureSkipVerification: true
        Uri: https://orders.example.com/
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
        Uri: https://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
`,

  *plan({ topology }) {
    for (const { method, entry } of tlsConfigs(topology)) {
      const { logicalId } = method.owner;
      const { uri } = method;
      yield { kind: 'change', at: entry.key, logicalId, apply: (write) => write(uri).removeEntry(entry) };
    }
  },
});
