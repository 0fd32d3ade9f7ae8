import {
  privateIntegrations,
  type Deployment,
  type MethodResource,
  type RestApi,
  type Topology,
} from '../topology/index';
import { apiOfPart } from '../topology/query/api-of';
import { dependencies } from '../topology/query/dependencies';
import { addToDependsOn } from './fix/depends-on';
import { defineStep } from './step';

/** A deployment with the methods of its API that it does not wait for. */
export interface UnawaitedMethods {
  readonly deployment: Deployment;
  readonly methods: readonly MethodResource[];
}

/**
 * Deployments of APIs with private integrations that may be made before their methods.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html
 */
export function* unawaitedMethods(topology: Topology): Iterable<UnawaitedMethods> {
  const deployments = topology.ofKind('deployment');
  if (deployments.length === 0) return;
  const byApi = methodsByApi(topology);
  for (const deployment of deployments) {
    const api = apiOfPart(topology, deployment);
    const methods = (api && byApi.get(api)) ?? [];
    if (methods.length === 0) continue;
    const named = new Set(deployment.dependsOn.map(({ name }) => name));
    const unnamed = methods.filter((method) => method.uri === deployment.uri && !named.has(method.logicalId));
    if (unnamed.length === 0) continue;
    const known = dependencies(topology, deployment);
    const present = topology.whenPresent(deployment);
    const missing = unnamed.filter(
      (method) => !known.has(method.logicalId) && topology.both(present, topology.whenPresent(method)),
    );
    if (missing.length > 0) yield { deployment, methods: missing };
  }
}

export default defineStep({
  id: 'depend-on-methods',
  title: 'Wait for all methods of the API',
  safety: 'safe',
  safetyReason: 'It changes the order of the deployment and nothing else.',
  why: 'A deployment is a snapshot of the methods that are there when it is made.',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html',
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
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        ConnectionType: VPC_LINK
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: Get
    Properties: { RestApiId: !Ref Api }
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
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      HttpMethod: POST
      ResourceId: !GetAtt Api.RootResourceId
      RestApiId: !Ref Api
      Integration:
        Type: HTTP_PROXY
        ConnectionType: VPC_LINK
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn:
      - Get
      - Post
    Properties: { RestApiId: !Ref Api }
`,

  *plan({ topology }) {
    for (const { deployment, methods } of unawaitedMethods(topology)) {
      const { at, logicalId, uri } = deployment;
      yield {
        kind: 'change',
        at,
        logicalId,
        apply: (write) =>
          addToDependsOn(
            write(uri),
            deployment,
            methods.map((method) => method.logicalId),
          ),
      };
    }
  },
});

function methodsByApi(topology: Topology): ReadonlyMap<RestApi, readonly MethodResource[]> {
  const isPrivate = new Set(privateIntegrations(topology).map(({ method }) => method.api));
  const byApi = new Map<RestApi, MethodResource[]>();
  for (const method of isPrivate.size > 0 ? topology.ofKind('method') : []) {
    const api = apiOfPart(topology, method);
    if (!api || !isPrivate.has(api)) continue;
    const methods = byApi.get(api);
    if (methods) methods.push(method);
    else byApi.set(api, [method]);
  }
  return byApi;
}
