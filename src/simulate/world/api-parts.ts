/** What belongs to an API beside its methods: models, gateway responses, authorizers, usage plans and keys. */
import { itemsOf, property, resolveAlias, type Node } from '../../template/index';
import { identified, readBoolean, readString, type Resource, type ResourceBase } from '../../topology/index';
import type {
  ApiKeyModel,
  AuthorizerModel,
  GatewayModel,
  GatewayResponseModel,
  ModelSchema,
  UsagePlanModel,
} from '../model';
import { defined } from './defined';
import { jsonTexts, jsonValue } from './json-value';
import type { Scene } from './scene';
import { placeOf } from './spans';

type Parts = Pick<GatewayModel, 'models' | 'gatewayResponses' | 'authorizers' | 'usagePlans'>;

/** Reads the parts that resources of their own declare for an API. */
export function apiParts(scene: Scene, api: Resource): Parts {
  return {
    models: modelsOf(scene, api),
    gatewayResponses: gatewayResponsesOf(scene, api),
    authorizers: authorizersOf(scene, api),
    usagePlans: usagePlansOf(scene, api),
  };
}

/** The name by which methods refer to a model. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-model.html */
export function modelName(scene: Scene, model: ResourceBase & Resource): string {
  return textAt(scene, model, 'Name') ?? scene.names.of(model);
}

function modelsOf(scene: Scene, api: Resource): Readonly<Record<string, ModelSchema>> {
  const models: Record<string, ModelSchema> = {};
  for (const model of ofApi(scene, 'AWS::ApiGateway::Model', api)) {
    const schema = schemaOf(jsonValue(scene, at(model, 'Schema')));
    if (schema) models[modelName(scene, model)] = schema;
  }
  return models;
}

/** A schema is written as a block, or as JSON in a text. */
function schemaOf(value: unknown): ModelSchema | undefined {
  if (typeof value === 'string') {
    try {
      return schemaOf(JSON.parse(value) as unknown);
    } catch {
      return undefined;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ModelSchema) : undefined;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-gatewayresponse.html */
function gatewayResponsesOf(scene: Scene, api: Resource): Readonly<Record<string, GatewayResponseModel>> {
  const responses: Record<string, GatewayResponseModel> = {};
  for (const response of ofApi(scene, 'AWS::ApiGateway::GatewayResponse', api)) {
    const type = textAt(scene, response, 'ResponseType');
    if (type === undefined) continue;
    responses[type] = defined({
      ...placeOf(response),
      logicalId: response.logicalId,
      statusCode: textAt(scene, response, 'StatusCode'),
      responseParameters: jsonTexts(scene, at(response, 'ResponseParameters')),
      responseTemplates: jsonTexts(scene, at(response, 'ResponseTemplates')),
    });
  }
  return responses;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html */
function authorizersOf(scene: Scene, api: Resource): Readonly<Record<string, AuthorizerModel>> {
  const authorizers: Record<string, AuthorizerModel> = {};
  for (const authorizer of ofApi(scene, 'AWS::ApiGateway::Authorizer', api)) {
    const type = textAt(scene, authorizer, 'Type')?.toUpperCase();
    if (type !== 'TOKEN' && type !== 'REQUEST' && type !== 'COGNITO_USER_POOLS') continue;
    authorizers[scene.names.of(authorizer)] = defined({
      ...placeOf(authorizer),
      logicalId: authorizer.logicalId,
      type,
      name: textAt(scene, authorizer, 'Name'),
      identitySource: textAt(scene, authorizer, 'IdentitySource'),
      identityValidationExpression: textAt(scene, authorizer, 'IdentityValidationExpression'),
    });
  }
  return authorizers;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplan.html */
function usagePlansOf(scene: Scene, api: Resource): readonly UsagePlanModel[] {
  return scene.others('AWS::ApiGateway::UsagePlan').flatMap((plan): UsagePlanModel[] => {
    const covered = itemsOf(resolveAlias(at(plan, 'ApiStages'))).filter((item) =>
      isApi(scene, property(item, 'ApiId'), api),
    );
    if (covered.length === 0) return [];
    const stages = covered.flatMap((item) => scene.text(readString(property(item, 'Stage'))) ?? []);
    return [{ ...placeOf(plan), logicalId: plan.logicalId, stages, keys: keysOf(scene, plan) }];
  });
}

function keysOf(scene: Scene, plan: Resource): readonly ApiKeyModel[] {
  return scene.others('AWS::ApiGateway::UsagePlanKey').flatMap((member): ApiKeyModel[] => {
    if (identified(scene.settle(readString(at(member, 'UsagePlanId')))) !== plan) return [];
    const id = readString(at(member, 'KeyId'));
    const key = identified(scene.settle(id));
    if (!key) return [defined({ ...placeOf(member), id: scene.text(id) })];
    return [
      defined({
        ...placeOf(key),
        logicalId: key.logicalId,
        id: scene.names.of(key),
        value: textAt(scene, key, 'Value'),
        enabled: scene.boolean(readBoolean(at(key, 'Enabled'))),
      }),
    ];
  });
}

function ofApi(scene: Scene, type: string, api: Resource): readonly Resource[] {
  return scene.others(type).filter((part) => isApi(scene, at(part, 'RestApiId'), api));
}

function isApi(scene: Scene, node: Node | undefined, api: Resource): boolean {
  return identified(scene.settle(readString(node))) === api;
}

function at(resource: ResourceBase, key: string): Node | undefined {
  return resource.properties && property(resource.properties, key);
}

function textAt(scene: Scene, resource: ResourceBase, key: string): string | undefined {
  return scene.text(readString(at(resource, key)));
}
