import { privateIntegrations } from '../topology/index';
import { spelled } from '../topology/query/http-integrations';
import { mayBeMissing } from '../topology/query/under';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'missing-connection-id',
  severity: 'error',
  summary: 'A private integration without ConnectionId',
  why: 'ConnectionType VPC_LINK says that there is a VPC link, and nothing says which, so the deployment fails',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-method-integration.html',
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
        ConnectionType: [|VPC_LINK|]("Get" goes over a VPC link but names none: set ConnectionId)
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
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
        ConnectionId: \${stageVariables.link}
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
`,
  ],

  *check({ topology }) {
    for (const { method, integration } of privateIntegrations(topology)) {
      if (!mayBeMissing(topology, integration.connectionId, method.when)) continue;
      yield {
        at: integration.connectionType?.at ?? method.at,
        message: `${methodName(method)} goes over a VPC link but names none: set ${spelled(integration, 'ConnectionId')}`,
        logicalId: method.owner.logicalId,
      };
    }
  },
});
