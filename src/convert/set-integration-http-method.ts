import { privateIntegrations, type PrivateIntegration, type Topology } from '../topology/index';
import { mayBeMissing } from '../topology/query/under';
import { spelled } from '../topology/query/http-integrations';
import { defineStep } from './step';

/** Private integrations that do not say which HTTP method the backend gets. */
export function* withoutHttpMethod(topology: Topology): Iterable<PrivateIntegration> {
  for (const found of privateIntegrations(topology)) {
    if (mayBeMissing(topology, found.integration.httpMethod, found.method.when)) yield found;
  }
}

export default defineStep({
  id: 'set-integration-http-method',
  title: 'Call the backend with the method of the client',
  safety: 'safe',
  safetyReason: 'The template cannot be deployed without it.',
  why: 'Every integration but MOCK says which HTTP method the backend gets.',
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
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
`,

  *plan({ topology }) {
    for (const { method, integration } of withoutHttpMethod(topology)) {
      const { logicalId } = method.owner;
      const { uri } = method;
      const at = integration.connectionType?.at ?? method.at;
      const { httpMethod } = method;
      if (httpMethod === undefined || integration.httpMethod) {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The method of "${logicalId}" depends on something else: set it by hand`,
        };
        continue;
      }
      const key = (property: string): string => spelled(integration, property);
      yield {
        kind: 'change',
        at,
        logicalId,
        apply: (write) =>
          write(uri).setEntry(integration.node, key('IntegrationHttpMethod'), httpMethod, { after: key('Type') }),
      };
    }
  },
});
