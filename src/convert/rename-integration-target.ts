import { entryOf, type Entry } from '../template/index';
import type { Method, Topology } from '../topology/index';
import { defineStep } from './step';

/** The `integration-target` keys of OpenAPI bodies, as one sample of AWS spells them. */
export function* misspelledTargets(topology: Topology): Iterable<{ readonly method: Method; readonly entry: Entry }> {
  for (const method of topology.methods) {
    if (method.integration?.spelling !== 'openapi') continue;
    const entry = entryOf(method.integration.node, 'integration-target');
    if (entry) yield { method, entry };
  }
}

export default defineStep({
  id: 'rename-integration-target',
  title: 'Write integrationTarget',
  safety: 'safe',
  safetyReason: 'It is the spelling of the table of properties and of all templates known to deploy.',
  why: 'API Gateway reads integrationTarget.',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html',
  before: `
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /orders:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                integration-target: !ImportValue alb # in the network stack
`,
  after: `
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /orders:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                integrationTarget: !ImportValue alb # in the network stack
`,

  *plan({ topology }) {
    for (const { method, entry } of misspelledTargets(topology)) {
      const { logicalId } = method.owner;
      const { uri } = method;
      if (method.integration && entryOf(method.integration.node, 'integrationTarget')) {
        yield {
          kind: 'blocked',
          at: entry.key,
          logicalId,
          reason: `"${logicalId}" has integrationTarget, too: remove one of both`,
        };
        continue;
      }
      yield {
        kind: 'change',
        at: entry.key,
        logicalId,
        apply: (write) => write(uri).renameKey(entry, 'integrationTarget'),
      };
    }
  },
});
