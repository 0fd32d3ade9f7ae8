/** What an OpenAPI body says about methods, beyond paths and integrations. */
import { asString, entriesOf, itemsOf, property, resolveAlias, type Node } from '../../template/index';
import { readBoolean, readString, type Method, type OpenApiBody, type Operation } from '../../topology/index';
import type { MethodModel, MethodResponseModel, ModelSchema } from '../model';
import { defined } from './defined';
import { integrationModel } from './integrations';
import { jsonValue } from './json-value';
import { guardsOf } from './open-api-parts';
import type { Scene } from './scene';
import { placeOfBlock, spanOf } from './spans';

/** An operation as the engine takes it. */
export function operationModel(
  scene: Scene,
  body: OpenApiBody,
  { integration }: Method,
  operation: Operation,
): MethodModel {
  const { node, path, httpMethod } = operation;
  const parameters = [
    ...itemsAt(property(body.at, 'paths', path, 'parameters')),
    ...itemsAt(property(node, 'parameters')),
  ].map((item) => dereference(body, item) ?? item);
  return defined({
    ...placeOfBlock(operation.at, resolveAlias(node)),
    ...guardsOf(scene, body, operation),
    requestParameters: parametersOf(scene, parameters),
    requestValidator: validatorOf(scene, body, node),
    requestModels: modelsOf(scene, body, node, parameters),
    operationName: scene.text(readString(property(node, 'operationId'))),
    integration: integration && integrationModel(scene, integration, `${httpMethod} ${path}`),
    responses: responsesOf(property(node, 'responses')),
  });
}

const places: Readonly<Record<string, string>> = { path: 'path', query: 'querystring', header: 'header' };

/** OpenAPI's `in` and `name` in API Gateway's words, with whether it is required. */
function parametersOf(scene: Scene, parameters: readonly Node[]): Readonly<Record<string, boolean>> {
  const entries = parameters.flatMap((parameter) => {
    const name = asString(property(parameter, 'name'));
    const place = places[asString(property(parameter, 'in')) ?? ''];
    if (name === undefined || place === undefined) return [];
    return [
      [
        `method.request.${place}.${name}`,
        scene.boolean(readBoolean(property(parameter, 'required'))) ?? false,
      ] as const,
    ];
  });
  return Object.fromEntries(entries);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-request-validator.html */
function validatorOf(scene: Scene, body: OpenApiBody, operation: Node): MethodModel['requestValidator'] {
  const chosen =
    property(operation, 'x-amazon-apigateway-request-validator') ??
    property(body.at, 'x-amazon-apigateway-request-validator');
  const name = asString(chosen);
  const validator = name === undefined ? undefined : property(body.at, 'x-amazon-apigateway-request-validators', name);
  if (!chosen || !validator) return undefined;
  const flag = (key: string): boolean => scene.boolean(readBoolean(property(validator, key))) ?? false;
  return { body: flag('validateRequestBody'), parameters: flag('validateRequestParameters'), at: spanOf(chosen) };
}

/** OpenAPI 3 has `requestBody`, Swagger 2 a parameter `in: body`. */
function modelsOf(
  scene: Scene,
  body: OpenApiBody,
  operation: Node,
  parameters: readonly Node[],
): Readonly<Record<string, string | ModelSchema>> | undefined {
  const written = property(operation, 'requestBody');
  const content = property(dereference(body, written) ?? written, 'content');
  const inBody = parameters.find((parameter) => asString(property(parameter, 'in')) === 'body');
  const schemas: (readonly [string, Node | undefined])[] = inBody
    ? [['application/json', property(inBody, 'schema')]]
    : entriesOf(content).map(({ key, value }) => [String(key.value), property(value, 'schema')]);
  const entries = schemas.flatMap(([type, schema]) => {
    const named = /^#\/(?:components\/schemas|definitions)\/(.+)$/.exec(asString(property(schema, '$ref')) ?? '')?.[1];
    const model = named ?? jsonValue(scene, schema);
    return typeof model === 'string' || (typeof model === 'object' && model !== null)
      ? [[type, model as string | ModelSchema] as const]
      : [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function responsesOf(node: Node | undefined): Readonly<Record<string, MethodResponseModel>> | undefined {
  const entries = entriesOf(node).map(({ key, value }) => {
    const headers = entriesOf(property(value, 'headers')).flatMap((header) => {
      const name = asString(header.key);
      return name === undefined ? [] : [[`method.response.header.${name}`, false] as const];
    });
    const model: MethodResponseModel = {
      ...placeOfBlock(key, resolveAlias(value)),
      parameters: Object.fromEntries(headers),
    };
    return [String(key.value), model] as const;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What a local `$ref` stands for; undefined when the node is none. */
function dereference(body: OpenApiBody, node: Node | undefined): Node | undefined {
  const reference = asString(property(node, '$ref'));
  return reference?.startsWith('#/') ? property(body.at, ...reference.slice(2).split('/')) : undefined;
}

function itemsAt(node: Node | undefined): readonly Node[] {
  const list = resolveAlias(node);
  return list ? itemsOf(list) : [];
}
