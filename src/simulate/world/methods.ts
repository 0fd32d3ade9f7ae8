import { asString, entriesOf, itemsOf, property, resolveAlias, type Node } from '../../template/index';
import {
  identified,
  readBoolean,
  readString,
  readStringList,
  type Method,
  type MethodResource,
  type OtherResource,
} from '../../topology/index';
import type { MethodModel, MethodResponseModel, ModelSchema } from '../model';
import { modelName } from './api-parts';
import { defined } from './defined';
import { integrationModel } from './integrations';
import { jsonTexts, jsonValue } from './json-value';
import type { Scene } from './scene';
import { placeOf, placeOfBlock, spanOf } from './spans';

/** An `AWS::ApiGateway::Method` as the engine takes it. */
export function methodModel(scene: Scene, { integration }: Method, resource: MethodResource): MethodModel {
  const at = (key: string): Node | undefined => resource.properties && property(resource.properties, key);
  const authorizer = identified(scene.settle(readString(at('AuthorizerId'))));
  return defined({
    ...placeOf(resource),
    logicalId: resource.logicalId,
    apiKeyRequired: scene.boolean(resource.apiKeyRequired),
    authorizationType: scene.text(resource.authorizationType),
    authorizer: authorizer ? scene.names.of(authorizer) : scene.text(readString(at('AuthorizerId'))),
    authorizationScopes: scopesOf(scene, at('AuthorizationScopes')),
    requestParameters: flags(scene, at('RequestParameters')),
    requestValidator: validatorOf(scene, at('RequestValidatorId'), resource),
    requestModels: modelsOf(scene, at('RequestModels')),
    operationName: scene.text(readString(at('OperationName'))),
    integration: integration && integrationModel(scene, integration, `"${resource.logicalId}"`),
    responses: responsesOf(scene, at('MethodResponses')),
  });
}

function scopesOf(scene: Scene, node: Node | undefined): readonly string[] | undefined {
  return node && scene.settleList(readStringList(node)).items.flatMap((item) => scene.textOf(item) ?? []);
}

/** Names with true or false, such as `RequestParameters` and `ResponseParameters`. */
function flags(scene: Scene, node: Node | undefined): Readonly<Record<string, boolean>> | undefined {
  const mapping = resolveAlias(node);
  if (mapping?.kind !== 'mapping') return undefined;
  const entries = entriesOf(mapping).flatMap(({ key, value }) => {
    const name = asString(key);
    return name === undefined ? [] : [[name, scene.boolean(readBoolean(value)) ?? false] as const];
  });
  return Object.fromEntries(entries);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-requestvalidator.html */
function validatorOf(scene: Scene, node: Node | undefined, method: MethodResource): MethodModel['requestValidator'] {
  const validator = identified(scene.settle(readString(node)));
  if (validator?.type !== 'AWS::ApiGateway::RequestValidator') {
    if (node)
      scene.assume(`The request validator of "${method.logicalId}" is not at hand, so its requests are not validated.`);
    return undefined;
  }
  const flag = (key: string): boolean =>
    scene.boolean(readBoolean(validator.properties && property(validator.properties, key))) ?? false;
  return { body: flag('ValidateRequestBody'), parameters: flag('ValidateRequestParameters'), at: spanOf(validator.at) };
}

/** Model names by content type; a Ref to a model counts as its name. */
function modelsOf(scene: Scene, node: Node | undefined): Readonly<Record<string, string | ModelSchema>> | undefined {
  const mapping = resolveAlias(node);
  if (mapping?.kind !== 'mapping') return undefined;
  const entries = entriesOf(mapping).flatMap(({ key, value }) => {
    const type = asString(key);
    const settled = scene.settle(readString(value));
    const model = identified(settled) as OtherResource | undefined;
    const name = model ? modelName(scene, model) : scene.textOf(settled);
    return type === undefined || name === undefined ? [] : [[type, name] as const];
  });
  return Object.fromEntries(entries);
}

function responsesOf(scene: Scene, node: Node | undefined): Readonly<Record<string, MethodResponseModel>> | undefined {
  const list = resolveAlias(node);
  if (list?.kind !== 'sequence') return undefined;
  const entries = itemsOf(list).flatMap((item) => {
    const status = jsonValue(scene, property(item, 'StatusCode'));
    if (typeof status !== 'string' && typeof status !== 'number') return [];
    const model: MethodResponseModel = defined({
      ...placeOfBlock(item, resolveAlias(item)),
      parameters: flags(scene, property(item, 'ResponseParameters')),
      models: jsonTexts(scene, property(item, 'ResponseModels')),
    });
    return [[String(status), model] as const];
  });
  return Object.fromEntries(entries);
}
