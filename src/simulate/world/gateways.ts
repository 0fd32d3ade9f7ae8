import { asString, property } from '../../template/index';
import { identified, readStringList, type Method, type RestApi } from '../../topology/index';
import type { GatewayModel, MethodModel, ResourceModel } from '../model';
import { apiParts } from './api-parts';
import { defined } from './defined';
import { methodModel } from './methods';
import { openApiParts } from './open-api-parts';
import { operationModel } from './open-api';
import { apiResourceOf, pathOf } from './paths';
import type { Scene } from './scene';
import { placeOf, spanOf } from './spans';
import { isOf, stageModels } from './stages';

/** Every REST API of the scene, with the methods that resources and bodies declare. */
export function gatewayModels(scene: Scene): Readonly<Record<string, GatewayModel>> {
  const gateways: Record<string, GatewayModel> = {};
  const methods = methodsByApi(scene);
  for (const api of scene.all('rest-api'))
    gateways[scene.names.of(api)] = gatewayModel(scene, api, methods.get(api) ?? []);
  for (const [key, declared] of methods)
    if (typeof key === 'string') gateways[key] = outsideGateway(scene, key, declared);
  return gateways;
}

/** Methods by API, or by what stands for an API of another template. */
function methodsByApi(scene: Scene): ReadonlyMap<RestApi | string, readonly Method[]> {
  const byApi = new Map<RestApi | string, Method[]>();
  for (const method of scene.topology.methods) {
    const { owner } = method;
    if (!scene.isPresent(owner) || !scene.holds(method.when)) continue;
    const settled = owner.kind === 'method' ? scene.settle(owner.restApi) : undefined;
    const found = owner.kind === 'rest-api' ? owner : identified(settled);
    const key = found?.kind === 'rest-api' ? found : scene.textOf(settled);
    if (key === undefined) scene.assume(`"${owner.logicalId}" is left out: its API is not known.`);
    else byApi.set(key, [...(byApi.get(key) ?? []), method]);
  }
  return byApi;
}

function gatewayModel(scene: Scene, api: RestApi, methods: readonly Method[]): GatewayModel {
  const { body, bodyElsewhere } = api;
  if (body?.unknown !== undefined) scene.assume(`Not all methods of "${api.logicalId}" are known: ${body.unknown}.`);
  else if (bodyElsewhere)
    scene.assume(`The methods of "${api.logicalId}" are written in a file of their own, which is not read here.`);
  if (api.serverless && api.properties && property(api.properties, 'Auth')) {
    scene.assume(`"Auth" of "${api.logicalId}" is not followed; what the OpenAPI body says about security is.`);
  }
  const parts = apiParts(scene, api);
  const inBody = openApiParts(scene, api);
  const root = body?.at;
  return defined({
    ...placeOf(api),
    logicalId: scene.names.of(api),
    endpointType: endpointOf(scene, api),
    stages: stageModels(scene, api, `"${api.logicalId}"`, isOf(scene, api)),
    resources: resourcesOf(scene, methods),
    models: { ...inBody.models, ...parts.models },
    gatewayResponses: { ...inBody.gatewayResponses, ...parts.gatewayResponses },
    authorizers: { ...inBody.authorizers, ...parts.authorizers },
    usagePlans: parts.usagePlans,
    binaryMediaTypes: binaryTypes(scene, api),
    apiKeySource: (
      scene.text(api.apiKeySourceType) ?? asString(root && property(root, 'x-amazon-apigateway-api-key-source'))
    )?.toUpperCase() as GatewayModel['apiKeySource'],
  });
}

function endpointOf(scene: Scene, api: RestApi): GatewayModel['endpointType'] {
  const type = scene.textOf(scene.settleList(api.endpointTypes).items[0])?.toUpperCase();
  return type === 'REGIONAL' || type === 'EDGE' || type === 'PRIVATE' ? type : undefined;
}

/** SAM writes `~1` for the slash, as in JSON Pointer. */
function binaryTypes(scene: Scene, api: RestApi): readonly string[] | undefined {
  const inBody = api.body && property(api.body.at, 'x-amazon-apigateway-binary-media-types');
  const lists = [api.binaryMediaTypes, readStringList(inBody)].filter((list) => list !== undefined);
  if (lists.length === 0) return undefined;
  return lists.flatMap((list) =>
    scene.settleList(list).items.flatMap((item) => scene.textOf(item)?.replaceAll('~1', '/') ?? []),
  );
}

function resourcesOf(scene: Scene, methods: readonly Method[]): readonly ResourceModel[] {
  const byPath = new Map<string, { resource: ResourceModel; methods: Record<string, MethodModel> }>();
  for (const method of methods) {
    const { owner, declaration } = method;
    const isResource = 'kind' in declaration;
    const path = isResource ? pathOf(scene, declaration.resource) : declaration.path;
    const httpMethod = isResource ? scene.text(declaration.httpMethod)?.toUpperCase() : declaration.httpMethod;
    if (path === undefined || httpMethod === undefined) {
      scene.assume(`"${owner.logicalId}" is left out: its ${path === undefined ? 'path' : 'method'} is not known.`);
      continue;
    }
    let entry = byPath.get(path);
    if (!entry) {
      const declared = isResource ? apiResourceOf(scene, declaration.resource) : undefined;
      const ofMethods: Record<string, MethodModel> = {};
      const place = declared ? { ...placeOf(declared), logicalId: declared.logicalId } : { at: spanOf(method.at) };
      byPath.set(path, (entry = { resource: { ...place, path, methods: ofMethods }, methods: ofMethods }));
    }
    const body = owner.kind === 'rest-api' ? owner.body : undefined;
    if (isResource) entry.methods[httpMethod] = methodModel(scene, method, declaration);
    else
      // A route that SAM makes of an event stands in no body.
      entry.methods[httpMethod] = operationModel(
        scene,
        body ?? { at: declaration.node, operations: [], unknown: undefined },
        method,
        declaration,
      );
  }
  return [...byPath.values()].map(({ resource }) => resource);
}

/** An API of another template whose methods are declared here. */
function outsideGateway(scene: Scene, key: string, methods: readonly Method[]): GatewayModel {
  scene.assume(`The API ${key} belongs to another template; only the methods that are declared here are known.`);
  return {
    logicalId: key,
    stages: stageModels(scene, undefined, `the API ${key}`, (part) => scene.text(part.restApi) === key),
    resources: resourcesOf(scene, methods),
  };
}
