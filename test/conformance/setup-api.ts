import type {
  ApiKeyModel,
  GatewayModel,
  GatewayResponseModel,
  IntegrationModel,
  IntegrationResponseModel,
  MethodModel,
  MethodResponseModel,
  ModelSchema,
  ResourceModel,
  StageModel,
  UsagePlanModel,
} from '../../src/simulate/index';
import { Fields } from './fields';
import { testBed } from './placeholders';

/** The API of a case. Reads every field of `setup.api` that the format lists. */
export function gatewayOf(api: Fields, endpointType: 'REGIONAL' | 'EDGE' | undefined): GatewayModel {
  const stage = stageOf(api);
  const models = api.fields('models');
  const gatewayResponses = api.fields('gatewayResponses');
  const usagePlan = api.fields('usagePlan');
  const gateway: GatewayModel = {
    logicalId: 'Api',
    apiId: testBed.apiId,
    region: testBed.region,
    stages: [stage],
    resources: api.objects('resources').map(resourceOf),
    authorizers: { Authorizer: { logicalId: 'Authorizer', type: 'TOKEN' } },
    ...optional('endpointType', endpointType),
    ...optional('models', models && mapOf(models, schemaOf)),
    ...optional('gatewayResponses', gatewayResponses && mapOf(gatewayResponses, gatewayResponseOf)),
    ...optional('binaryMediaTypes', api.texts('binaryMediaTypes')),
    ...optional('apiKeySource', api.word('apiKeySource', ['HEADER', 'AUTHORIZER'])),
    ...(usagePlan ? { usagePlans: [usagePlanOf(usagePlan)] } : {}),
  };
  api.done();
  return gateway;
}

/** A schema, or its JSON text. */
function schemaOf(models: Fields, name: string): ModelSchema {
  const schema = models.raw(name);
  try {
    return (typeof schema === 'string' ? JSON.parse(schema) : schema) as ModelSchema;
  } catch {
    throw models.unknown(name);
  }
}

function stageOf(api: Fields): StageModel {
  const deployments = api.fields('deployments');
  const base = deployments?.has('base') ? deployments.objects('base').map(resourceOf) : undefined;
  const canaryResources = deployments?.has('canary') ? deployments.objects('canary').map(resourceOf) : undefined;
  deployments?.done();
  const settings = api.fields('canarySettings');
  const canary = settings && {
    percentTraffic: settings.number('percentTraffic') ?? 0,
    ...optional('variableOverrides', settings.textMap('stageVariableOverrides')),
    ...optional('resources', canaryResources),
  };
  settings?.raw('useStageCache');
  settings?.done();
  return {
    name: api.text('stage') ?? 'test',
    ...optional('variables', api.textMap('stageVariables')),
    ...optional('resources', base),
    ...optional('canary', canary),
  };
}

function resourceOf(fields: Fields): ResourceModel {
  const methods = fields.fields('methods');
  const resource = { path: fields.text('path') ?? '/', methods: methods ? mapOf(methods, methodOf) : {} };
  fields.done();
  return resource;
}

function methodOf(all: Fields, name: string): MethodModel {
  const fields = new Fields(all.raw(name), all.pathOf(name));
  const validator = fields.fields('requestValidator');
  const parameters = fields.fields('requestParameters');
  const models = fields.fields('requestModels');
  const integration = fields.fields('integration');
  const responses = fields.fields('responses');
  const method: MethodModel = {
    ...optional('apiKeyRequired', fields.boolean('apiKeyRequired')),
    ...authorizationOf(fields),
    ...optional('requestParameters', parameters && mapOf(parameters, (map, key) => map.boolean(key) ?? false)),
    ...optional(
      'requestValidator',
      validator && { body: validator.boolean('body') ?? false, parameters: validator.boolean('parameters') ?? false },
    ),
    ...optional('requestModels', models && mapOf(models, (map, key) => map.raw(key) as string | ModelSchema)),
    ...optional('integration', integration && integrationOf(integration)),
    ...optional('responses', responses && mapOf(responses, methodResponseOf)),
  };
  validator?.done();
  fields.done();
  return method;
}

/** The format has no authorizers, so a method that needs one gets the plainest: a token in the header Authorization. */
function authorizationOf(fields: Fields): Pick<MethodModel, 'authorizationType' | 'authorizer'> {
  const authorizationType = fields.text('authorizationType');
  if (authorizationType === undefined) return {};
  const needsOne = authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS';
  return { authorizationType, ...(needsOne ? { authorizer: 'Authorizer' } : {}) };
}

function methodResponseOf(all: Fields, status: string): MethodResponseModel {
  const fields = new Fields(all.raw(status), all.pathOf(status));
  const parameters = fields.fields('responseParameters');
  const response = {
    ...optional('parameters', parameters && mapOf(parameters, (map, key) => map.boolean(key) ?? false)),
    ...optional('models', fields.textMap('responseModels')),
  };
  fields.done();
  return response;
}

const integrationTypes = ['HTTP', 'HTTP_PROXY', 'MOCK', 'AWS', 'AWS_PROXY'] as const;
const contentHandlings = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'] as const;
const passthroughBehaviors = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'] as const;

/** An integration; also used by kinds that have no whole API. */
export function integrationOf(fields: Fields): IntegrationModel {
  const responses = fields.fields('responses');
  const integration: IntegrationModel = {
    type: fields.word('type', integrationTypes) ?? 'HTTP',
    ...optional('httpMethod', fields.text('httpMethod')),
    ...optional('uri', fields.text('uri')),
    ...optional('connectionType', fields.word('connectionType', ['INTERNET', 'VPC_LINK'])),
    ...optional('connectionId', fields.text('connectionId')),
    ...optional('integrationTarget', fields.text('integrationTarget')),
    ...optional('passthroughBehavior', fields.word('passthroughBehavior', passthroughBehaviors)),
    ...optional('contentHandling', fields.word('contentHandling', contentHandlings)),
    ...optional('requestParameters', fields.textMap('requestParameters')),
    ...optional('requestTemplates', fields.textMap('requestTemplates')),
    ...optional('responses', responses && responsesOf(responses)),
    ...optional('timeoutInMillis', fields.number('timeoutInMillis')),
  };
  fields.done();
  return integration;
}

/** Integration responses by status. */
export function responsesOf(all: Fields): IntegrationResponseModel[] {
  return all.keys().map((key) => {
    const fields = new Fields(all.raw(key) ?? {}, all.pathOf(key));
    // The key of OpenAPI for the response without a pattern.
    const statusCode = key === 'default' ? '200' : key;
    const response = {
      statusCode,
      ...optional('selectionPattern', fields.text('selectionPattern')),
      ...optional('responseParameters', fields.textMap('responseParameters')),
      ...optional('responseTemplates', fields.textMap('responseTemplates')),
      ...optional('contentHandling', fields.word('contentHandling', contentHandlings)),
    };
    fields.done();
    return response;
  });
}

function gatewayResponseOf(all: Fields, type: string): GatewayResponseModel {
  const fields = new Fields(all.raw(type), all.pathOf(type));
  const status = fields.number('statusCode');
  const response = {
    ...(status === undefined ? {} : { statusCode: String(status) }),
    ...optional('responseParameters', fields.textMap('responseParameters')),
    ...optional('responseTemplates', fields.textMap('responseTemplates')),
  };
  fields.done();
  return response;
}

function usagePlanOf(fields: Fields): UsagePlanModel {
  const stage = fields.text('stage');
  const keys = (fields.list('keys') ?? []).map((key, index): ApiKeyModel => {
    if (typeof key === 'string') return { value: key };
    const one = new Fields(key, `${fields.pathOf('keys')}[${index}]`);
    const model = { ...optional('value', one.text('value')), ...optional('enabled', one.boolean('enabled')) };
    one.done();
    return model;
  });
  fields.done();
  return { ...(stage === undefined ? {} : { stages: [stage] }), keys };
}

function mapOf<T>(fields: Fields, read: (fields: Fields, key: string) => T): Record<string, T> {
  return Object.fromEntries(fields.keys().map((key) => [key, read(fields, key)]));
}

/** A property that is left out when its value is undefined. */
export function optional<Key extends string, const T>(key: Key, value: T | undefined): Partial<Record<Key, T>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, T>);
}
