import type { HttpApi, HttpApiIntegration, HttpApiRoute, HttpApiStage, ResourceBase } from '../model';
import { readString } from '../read-value';
import type { Value } from '../value';
import { propertyOf } from './header';
import { readBody } from './rest-api';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-api.html */
export function readHttpApi(base: ResourceBase): HttpApi {
  const at = (key: string) => propertyOf(base.properties, key);
  return {
    ...base,
    kind: 'http-api',
    name: readString(at('Name')),
    // An API that is imported is an HTTP API: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
    protocol: readString(at('ProtocolType')) ?? (at('Body') || at('BodyS3Location') ? http(base) : undefined),
    ...readBody(at('Body'), at('BodyS3Location')),
    stageName: undefined,
  };
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html */
export function readServerlessHttpApi(base: ResourceBase): HttpApi {
  const at = (key: string) => propertyOf(base.properties, key);
  return {
    ...base,
    kind: 'http-api',
    name: readString(at('Name')),
    protocol: http(base),
    ...readBody(at('DefinitionBody'), at('DefinitionUri')),
    stageName: readString(at('StageName')),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-integration.html */
export function readHttpApiIntegration(base: ResourceBase): HttpApiIntegration {
  const at = (key: string) => propertyOf(base.properties, key);
  return {
    ...base,
    kind: 'http-api-integration',
    api: readString(at('ApiId')),
    integrationType: readString(at('IntegrationType')),
    connectionType: readString(at('ConnectionType')),
    connectionId: readString(at('ConnectionId')),
    integrationUri: readString(at('IntegrationUri')),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-route.html */
export function readHttpApiRoute(base: ResourceBase): HttpApiRoute {
  const at = (key: string) => propertyOf(base.properties, key);
  return {
    ...base,
    kind: 'http-api-route',
    api: readString(at('ApiId')),
    routeKey: readString(at('RouteKey')),
    target: readString(at('Target')),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-stage.html */
export function readHttpApiStage(base: ResourceBase): HttpApiStage {
  const at = (key: string) => propertyOf(base.properties, key);
  return { ...base, kind: 'http-api-stage', api: readString(at('ApiId')), stageName: readString(at('StageName')) };
}

function http({ at }: ResourceBase): Value<string> {
  return { kind: 'literal', value: 'HTTP', at };
}
