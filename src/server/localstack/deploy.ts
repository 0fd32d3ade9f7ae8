import type { GatewayModel, MethodModel, ResourceModel, StageModel } from '../../simulate/index';
import type { ControlPlane } from './control-plane';
import { integrationResponses, putIntegration, putIntegrationResponse } from './integration';
import { deployKeys } from './keys';
import { apiTags } from './names';

/** A stage that LocalStack serves. Each has an API of its own there, as each may serve another snapshot. */
export interface DeployedStage {
  readonly model: GatewayModel;
  readonly stage: StageModel;
  /** LocalStack's id of the API. */
  readonly apiId: string;
  /** Deletes what was made. Never rejects: what cannot be deleted any more is gone. */
  remove(): Promise<void>;
}

/** Gives the address at the entrance that stands for an integration. */
export type EntranceFor = (method: MethodModel, stage: StageModel) => string;

/**
 * Deploys one stage of an API: resources, methods, integrations, models, validators, gateway responses, API keys.
 * @throws ServeError with what LocalStack refused; what had been made until then is removed.
 */
export async function deployStage(
  plane: ControlPlane,
  model: GatewayModel,
  stage: StageModel,
  entranceFor: EntranceFor,
): Promise<DeployedStage> {
  const api = await plane.call('POST', '/restapis', {
    name: `unbridge-${model.logicalId}-${stage.name}`,
    tags: apiTags,
    ...(model.binaryMediaTypes ? { binaryMediaTypes: model.binaryMediaTypes } : {}),
    ...(model.apiKeySource ? { apiKeySource: model.apiKeySource } : {}),
  });
  const apiId = String(api['id']);
  const undo: (() => Promise<unknown>)[] = [() => plane.call('DELETE', `/restapis/${apiId}`)];
  const remove = async (): Promise<void> => {
    for (const step of undo.reverse()) await step().catch(() => undefined);
  };
  try {
    const base = `/restapis/${apiId}`;
    await deployModels(plane, base, model);
    await deployResources(plane, base, stage.resources ?? model.resources, (method) => entranceFor(method, stage));
    for (const [type, response] of Object.entries(model.gatewayResponses ?? {})) {
      const { statusCode, responseParameters, responseTemplates } = response;
      await plane.call('PUT', `${base}/gatewayresponses/${type}`, {
        statusCode,
        responseParameters,
        responseTemplates,
      });
    }
    const { id } = await plane.call('POST', `${base}/deployments`, {});
    await plane.call('POST', `${base}/stages`, {
      stageName: stage.name,
      deploymentId: id,
      variables: stage.variables ?? {},
    });
    await deployKeys(plane, model, stage, apiId, undo);
    return { model, stage, apiId, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html; `Empty` and `Error` are there from the start. */
async function deployModels(plane: ControlPlane, base: string, { models = {} }: GatewayModel): Promise<void> {
  for (const [name, schema] of Object.entries(models)) {
    if (name === 'Empty' || name === 'Error') continue;
    await plane.call('POST', `${base}/models`, {
      name,
      contentType: 'application/json',
      schema: JSON.stringify(schema),
    });
  }
}

async function deployResources(
  plane: ControlPlane,
  base: string,
  resources: readonly ResourceModel[],
  entranceFor: (method: MethodModel) => string,
): Promise<void> {
  const listed = await plane.call('GET', `${base}/resources`);
  const root = items(listed).find(({ path }) => path === '/');
  const ids = new Map([['/', String(root?.['id'])]]);
  const validators = new Map<string, string>();
  const idOf = async (path: string): Promise<string> => {
    const known = ids.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const parent = await idOf(cut <= 0 ? '/' : path.slice(0, cut));
    const { id } = await plane.call('POST', `${base}/resources/${parent}`, { pathPart: path.slice(cut + 1) });
    ids.set(path, String(id));
    return String(id);
  };
  for (const { path, methods } of resources) {
    for (const [name, method] of Object.entries(methods)) {
      // AWS refuses to deploy a method without an integration; here the others are deployed all the same.
      if (!method.integration) continue;
      const validator = await validatorFor(plane, base, method, validators);
      const at = `${base}/resources/${await idOf(path)}/methods/${name}`;
      await deployMethod(plane, at, method, validator, entranceFor(method));
    }
  }
}

async function deployMethod(
  plane: ControlPlane,
  at: string,
  method: MethodModel,
  requestValidatorId: string | undefined,
  entrance: string,
): Promise<void> {
  const { integration, requestModels = {}, responses = {} } = method;
  if (!integration) return;
  await plane.call('PUT', at, {
    // Authorizers are no part of LocalStack's open edition; it lets every request pass.
    authorizationType: 'NONE',
    apiKeyRequired: method.apiKeyRequired ?? false,
    ...(method.operationName === undefined ? {} : { operationName: method.operationName }),
    ...(method.requestParameters ? { requestParameters: method.requestParameters } : {}),
    requestModels: Object.fromEntries(Object.entries(requestModels).filter(([, name]) => typeof name === 'string')),
    ...(requestValidatorId === undefined ? {} : { requestValidatorId }),
  });
  await plane.call('PUT', `${at}/integration`, putIntegration(integration, entrance));
  const integrated = integrationResponses(integration);
  const statuses = new Set([...Object.keys(responses), ...integrated.map(({ statusCode }) => statusCode)]);
  for (const status of statuses) {
    const declared = Object.fromEntries(
      integrated
        .filter(({ statusCode }) => statusCode === status)
        .flatMap(({ responseParameters = {} }) =>
          Object.keys(responseParameters).map((name) => [name, false] as const),
        ),
    );
    await plane.call('PUT', `${at}/responses/${status}`, {
      responseParameters: { ...declared, ...responses[status]?.parameters },
    });
  }
  for (const response of integrated) {
    await plane.call('PUT', `${at}/integration/responses/${response.statusCode}`, putIntegrationResponse(response));
  }
}

async function validatorFor(
  plane: ControlPlane,
  base: string,
  { requestValidator }: MethodModel,
  known: Map<string, string>,
): Promise<string | undefined> {
  if (!requestValidator) return undefined;
  const { body, parameters } = requestValidator;
  const key = `${body} ${parameters}`;
  if (!known.has(key)) {
    const { id } = await plane.call('POST', `${base}/requestvalidators`, {
      name: key.replace(' ', '-'),
      validateRequestBody: body,
      validateRequestParameters: parameters,
    });
    known.set(key, String(id));
  }
  return known.get(key);
}

/** Lists come as `item`, and in some versions as `items`. */
function items(listed: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const list = listed['item'] ?? listed['items'];
  return Array.isArray(list) ? (list as Record<string, unknown>[]) : [];
}
