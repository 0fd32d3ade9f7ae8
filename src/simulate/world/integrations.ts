import { property, resolveAlias, type Node } from '../../template/index';
import type { Integration } from '../../topology/index';
import type { ContentHandling, IntegrationModel, IntegrationResponseModel, IntegrationType } from '../model';
import { defined } from './defined';
import { jsonTexts, jsonValue } from './json-value';
import type { Scene } from './scene';
import { placeOfBlock } from './spans';

const types: ReadonlySet<string> = new Set(['HTTP', 'HTTP_PROXY', 'MOCK', 'AWS', 'AWS_PROXY']);

/** An integration as the engine takes it. `name` is how sentences call its method. `undefined`: its type is not known. */
export function integrationModel(scene: Scene, integration: Integration, name: string): IntegrationModel | undefined {
  const type = scene.text(integration.type)?.toUpperCase();
  if (type === undefined || !types.has(type)) {
    scene.assume(`The integration of ${name} is left out: its type is not known.`);
    return undefined;
  }
  const upper = (value: Integration['type']): string | undefined => scene.text(value)?.toUpperCase();
  return defined({
    ...placeOfBlock(integration.node, integration.node),
    type: type as IntegrationType,
    httpMethod: upper(integration.httpMethod),
    uri: uriOf(scene, integration, name),
    connectionType: upper(integration.connectionType) as IntegrationModel['connectionType'],
    connectionId: scene.text(integration.connectionId),
    integrationTarget: scene.text(integration.integrationTarget),
    passthroughBehavior: upper(integration.passthroughBehavior) as IntegrationModel['passthroughBehavior'],
    contentHandling: upper(integration.contentHandling) as ContentHandling | undefined,
    requestParameters: scene.record(integration.requestParameters),
    requestTemplates: scene.record(integration.requestTemplates),
    responses: responsesOf(scene, integration),
    timeoutInMillis: scene.number(integration.timeoutInMillis),
  });
}

/** The port picks the listener, so a `Uri` whose port is not known leads nowhere. */
function uriOf(scene: Scene, integration: Integration, name: string): string | undefined {
  const uri = scene.text(integration.uri);
  if (uri === undefined) {
    if (integration.uri) scene.assume(`The Uri of ${name} is not known, so its requests cannot be followed.`);
    return undefined;
  }
  if (uri.startsWith('<')) {
    scene.assume(`The Uri of ${name} is ${uri}, which has no value, so its requests cannot be followed.`);
    return undefined;
  }
  const authority = /^https?:\/\/([^/?#]*)/i.exec(uri)?.[1] ?? '';
  const port = /:([^:\]]*)$/.exec(authority.replace(/\$\{stageVariables\.[^}]*\}/g, '0'))?.[1];
  if (port === undefined || /^\d*$/.test(port)) return uri;
  scene.assume(`The port in the Uri of ${name} is ${port}, which has no value, so its requests cannot be followed.`);
  return undefined;
}

/** A list in CloudFormation, a mapping by selection pattern in OpenAPI. */
function responsesOf(scene: Scene, integration: Integration): readonly IntegrationResponseModel[] | undefined {
  const node = resolveAlias(integration.responses);
  if (node?.kind === 'sequence') return node.items.flatMap((item) => responseModel(scene, item, undefined) ?? []);
  if (node?.kind !== 'mapping') return undefined;
  return node.entries.flatMap(({ key, value }) => responseModel(scene, value, String(key.value)) ?? []);
}

function responseModel(scene: Scene, node: Node, pattern: string | undefined): IntegrationResponseModel | undefined {
  const isOpenApi = pattern !== undefined;
  const at = (name: string): Node | undefined =>
    property(node, isOpenApi ? name.charAt(0).toLowerCase() + name.slice(1) : name);
  const textAt = (name: string): string | undefined => textOf(jsonValue(scene, at(name)));
  const statusCode = textAt('StatusCode');
  if (statusCode === undefined) return undefined;
  return defined({
    ...placeOfBlock(node, resolveAlias(node)),
    statusCode,
    selectionPattern: pattern ?? textAt('SelectionPattern'),
    responseParameters: jsonTexts(scene, at('ResponseParameters')),
    responseTemplates: jsonTexts(scene, at('ResponseTemplates')),
    contentHandling: textAt('ContentHandling')?.toUpperCase() as ContentHandling | undefined,
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
