import { keyOf, privateIntegrations, type Resource } from '../topology/index';
import { apiOfPart } from '../topology/query/api-of';
import { dependencies } from '../topology/query/dependencies';
import { defineRule } from './rule';
import { quoted } from './shared/words';

/** A message names at most so many methods. */
const shown = 3;

export default defineRule({
  id: 'missing-method-dependency',
  severity: 'warning',
  summary: 'A deployment that does not wait for the methods of an API with private integrations',
  why: 'A deployment is a snapshot of what is there when it is made: methods that come later are missing from the stage, and without any method the deployment fails',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html',
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
        IntegrationTarget: !ImportValue alb
        Uri: http://orders.example.com/
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        IntegrationHttpMethod: GET
        ConnectionType: VPC_LINK
        ConnectionId: !Ref Link
        IntegrationTarget: !ImportValue alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  [|Deployment|]("Deployment" may be made before "Post" and then lacks it: add the method to DependsOn):
    Type: AWS::ApiGateway::Deployment
    DependsOn: Get
    Properties: { RestApiId: !Ref Api }
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
        IntegrationTarget: !ImportValue alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: [Get]
    Properties: { RestApiId: !Ref Api }
`,
  ],

  *check({ topology }) {
    const byApi = new Map<string, Resource[]>();
    const deployments = topology.ofKind('deployment');
    const isPrivate = new Set(privateIntegrations(topology).map(({ method }) => method.api));
    for (const method of deployments.length > 0 && isPrivate.size > 0 ? topology.ofKind('method') : []) {
      const api = apiOfPart(topology, method);
      if (!api || !isPrivate.has(api)) continue;
      const methods = byApi.get(keyOf(api));
      if (methods) methods.push(method);
      else byApi.set(keyOf(api), [method]);
    }
    for (const deployment of deployments) {
      const api = apiOfPart(topology, deployment);
      const methods = (api && byApi.get(keyOf(api))) ?? [];
      if (methods.length === 0) continue;
      const known = dependencies(topology, deployment);
      const present = topology.whenPresent(deployment);
      const missing = methods
        .filter((method) => method.uri === deployment.uri && !known.has(method.logicalId))
        .filter((method) => topology.both(present, topology.whenPresent(method)));
      if (missing.length === 0) continue;
      const names = quoted(missing.slice(0, shown).map(({ logicalId }) => logicalId));
      const rest = missing.length > shown ? ` and ${missing.length - shown} more methods` : '';
      const [them, noun] = missing.length > 1 ? ['them', 'methods'] : ['it', 'method'];
      yield {
        at: deployment.at,
        message: `"${deployment.logicalId}" may be made before ${names}${rest} and then lacks ${them}: add the ${noun} to DependsOn`,
        logicalId: deployment.logicalId,
        related: missing.slice(0, shown).map((method) => ({ at: method.at, message: 'A method it does not wait for' })),
      };
    }
  },
});
