import { asString, entriesOf, property } from '../template/index';
import type { Span } from '../text/index';
import {
  identified,
  privateIntegrations,
  soleOf,
  stageVariableOf,
  type Deployment,
  type PrivateIntegration,
  type RestApi,
  type Resource,
  type StringMap,
  type Topology,
} from '../topology/index';
import { propertyKey } from '../topology/query/property-key';
import { isWrittenOut } from '../topology/query/written-out';
import { defineRule } from './rule';
import { methodName } from './shared/method-name';

export default defineRule({
  id: 'missing-stage-variable',
  severity: 'error',
  summary: 'A stage does not set the stage variable that picks the VPC link or the host',
  why: 'The variable is then empty, so every request to that stage fails with 500 Internal server error',
  reference:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html',
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
        ConnectionId: \${stageVariables.link}
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      DeploymentId: !Ref Deployment
      StageName: prod
      [|Variables|](The stage "Prod" does not set the stage variable link, which "Get" needs: add it to Variables): { level: high }
  Test:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      DeploymentId: !Ref Deployment
      StageName: test
      Variables: { link: !Ref Link }
  Deployment: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }
  Trial:
    Type: AWS::ApiGateway::Deployment
    DependsOn: Get
    Properties:
      RestApiId: !Ref Api
      [|StageName|](The stage "Trial" does not set the stage variable link, which "Get" needs: add it to Variables): trial
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
        ConnectionId: \${stageVariables.link}
        IntegrationTarget: !Ref Alb
        Uri: http://orders.example.com/
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: orders } }
  Prod:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      DeploymentId: !Ref Deployment
      StageName: prod
      Variables: { link: !Ref Link }
  Deployment: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties: { Name: orders, SubnetIds: [subnet-1, subnet-2], SecurityGroupIds: [sg-1] }
  Alb:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [subnet-1, subnet-2] }
`,
    // SAM merges the variables of Globals.
    `
Transform: AWS::Serverless-2016-10-31
Globals:
  Api: { Variables: { link: abc123 } }
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        openapi: 3.0.1
        paths:
          /orders:
            get:
              x-amazon-apigateway-integration:
                type: http_proxy
                httpMethod: GET
                uri: http://orders.example.com/
                connectionType: VPC_LINK
                connectionId: \${stageVariables.link}
                integrationTarget: !ImportValue alb
`,
  ],

  *check({ topology }) {
    const needed = variablesByApi(topology);
    for (const [api, variables] of needed) {
      for (const stage of stagesOf(topology, api)) {
        const set = new Set(stage.names);
        for (const [variable, user] of variables) {
          if (set.has(variable) || !topology.both(topology.whenPresent(stage.resource), user.method.when)) continue;
          yield {
            at: stage.at,
            message: `The stage "${stage.resource.logicalId}" does not set the stage variable ${variable}, which ${methodName(user.method)} needs: add it to Variables`,
            logicalId: stage.resource.logicalId,
            related: [{ at: user.at, message: 'It is used here' }],
          };
        }
      }
    }
  },
});

/** For each API the variables that pick a link or a host, with the first integration that needs them. */
function variablesByApi(topology: Topology): ReadonlyMap<RestApi, ReadonlyMap<string, PrivateIntegration>> {
  const byApi = new Map<RestApi, Map<string, PrivateIntegration>>();
  for (const integration of privateIntegrations(topology)) {
    const { api } = integration.method;
    if (!api) continue;
    const link = stageVariableOf(soleOf(topology.resolve(integration.integration.connectionId)));
    const host = integration.uris.flatMap(({ uri }) =>
      [...uri.hostText.matchAll(/\$\{stageVariables\.(\w+)\}/g)].map(([, name]) => name!),
    );
    const variables = byApi.get(api) ?? new Map<string, PrivateIntegration>();
    for (const name of [...(link ? [link] : []), ...host]) if (!variables.has(name)) variables.set(name, integration);
    byApi.set(api, variables);
  }
  return byApi;
}

interface StageVariables {
  readonly resource: Resource;
  readonly names: readonly string[];
  readonly at: Span;
}

/** The stages of an API whose variables are all known. */
function stagesOf(topology: Topology, api: RestApi): readonly StageVariables[] {
  const ownStage =
    api.serverless && !isInGlobals(topology, api) ? [variablesOf(api, 'Variables', api.stageVariables)] : [];
  const stages = topology
    .ofKind('stage')
    .filter((stage) => identified(soleOf(topology.resolve(stage.restApi))) === api)
    .map((stage) => variablesOf(stage, 'Variables', stage.stageVariables));
  const made = topology
    .ofKind('deployment')
    .filter((deployment) => deployment.stageName && identified(soleOf(topology.resolve(deployment.restApi))) === api)
    .map((deployment) => madeStage(deployment));
  return [...ownStage, ...stages, ...made].filter((stage) => stage !== undefined);
}

function variablesOf(resource: Resource, key: string, map: StringMap | undefined): StageVariables | undefined {
  if (!isWrittenOut(resource.properties, key)) return undefined;
  return { resource, names: (map?.entries ?? []).map((entry) => entry.key), at: propertyKey(resource, key) };
}

/** The stage that a deployment makes by its `StageName`. */
function madeStage(deployment: Deployment): StageVariables | undefined {
  const description = deployment.properties && property(deployment.properties, 'StageDescription');
  if (!isWrittenOut(deployment.properties, 'StageDescription') || !isWrittenOut(description, 'Variables'))
    return undefined;
  const names = (deployment.stageVariables?.entries ?? []).map((entry) => entry.key);
  return { resource: deployment, names, at: propertyKey(deployment, 'StageName') };
}

/** True when SAM's `Globals` may add variables. */
function isInGlobals(topology: Topology, api: RestApi): boolean {
  const document = topology.document(api.uri);
  const defaults = document?.entry('Globals', 'Api')?.value ?? property(document?.value('Globals'), 'Api');
  return entriesOf(defaults).some(({ key }) => asString(key) === 'Variables');
}
