import {
  asString,
  entryOf,
  property,
  resolveAlias,
  rootOf,
  type MappingNode,
  type TemplateDocument,
} from '../template/index';
import type { BodyFile, HttpApi, OpenApiBody, ResourceBase, RestApi } from './model';
import { readOpenApiFile } from './readers/open-api-body';
import { readStringList } from './read-list';
import { readString } from './read-value';
import { resolveUri } from './uri-path';

/** Where the file of a body may be: URIs, the likeliest first. */
export function bodyUris(uri: string, file: BodyFile | undefined): readonly string[] {
  return (file?.paths ?? []).map((path) => resolveUri(uri, path));
}

const joined = new WeakMap<object, { readonly file: TemplateDocument; readonly api: RestApi | HttpApi }>();

/** The API with the body that its file holds. What stands beside an `AWS::Include` comes first, as in the template. */
export function withFile<A extends RestApi | HttpApi>(api: A, file: TemplateDocument): A {
  const known = joined.get(api);
  if (known?.file === file) return known.api as A;
  const included = readOpenApiFile(file);
  const body = included && (api.bodyFile?.functions ? merged(api.body, included) : included);
  const complete: A = { ...api, body, bodyElsewhere: undefined };
  joined.set(api, { file, api: complete });
  return complete;
}

function merged(own: OpenApiBody | undefined, included: OpenApiBody): OpenApiBody {
  const beside = resolveAlias(own?.at);
  const { at } = included;
  if (!own || beside?.kind !== 'mapping' || at.kind !== 'mapping') return included;
  const siblings = beside.entries.filter(({ key }) => asString(key) !== 'Fn::Transform');
  if (siblings.length === 0) return included;
  return {
    at: { ...at, entries: [...at.entries, ...siblings] },
    operations: [...own.operations, ...included.operations],
    unknown: included.unknown,
  };
}

const standalone = new WeakMap<TemplateDocument, RestApi | HttpApi>();

/** An API that only an OpenAPI file tells of. `undefined` where the file holds nothing that can be read. */
export function apiOfFile(document: TemplateDocument): RestApi | HttpApi | undefined {
  const known = standalone.get(document);
  if (known) return known;
  const root = rootOf(document);
  const body = readOpenApiFile(document);
  const version = entryOf(root, 'openapi') ?? entryOf(root, 'swagger');
  if (!root || !body || !version) return undefined;
  const base: ResourceBase = {
    uri: document.uri,
    logicalId: nameOf(document.uri),
    type: 'OpenAPI',
    entry: version,
    at: version.key,
    properties: undefined,
    condition: undefined,
    dependsOn: [],
    deletionPolicy: undefined,
    updateReplacePolicy: undefined,
  };
  const api: RestApi | HttpApi = isOfHttpApi(body) ? httpApi(base, root, body) : restApi(base, root, body);
  standalone.set(document, api);
  return api;
}

function restApi(base: ResourceBase, root: MappingNode, body: OpenApiBody): RestApi {
  return {
    ...base,
    kind: 'rest-api',
    serverless: false,
    name: readString(property(root, 'info', 'title')),
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-endpoint-configuration.html
    endpointTypes: readStringList(property(root, 'x-amazon-apigateway-endpoint-configuration', 'types')),
    binaryMediaTypes: undefined,
    apiKeySourceType: undefined,
    body,
    bodyFile: undefined,
    bodyElsewhere: undefined,
    events: [],
    stageName: undefined,
    stageVariables: undefined,
    canaryVariables: undefined,
  };
}

function httpApi(base: ResourceBase, root: MappingNode, body: OpenApiBody): HttpApi {
  return {
    ...base,
    kind: 'http-api',
    name: readString(property(root, 'info', 'title')),
    protocol: { kind: 'literal', value: 'HTTP', at: base.at },
    body,
    bodyFile: undefined,
    bodyElsewhere: undefined,
    stageName: undefined,
  };
}

/**
 * Only integrations of HTTP APIs have a payload format version, and only HTTP APIs take CORS in this form.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 */
export function isOfHttpApi({ at, operations }: OpenApiBody): boolean {
  if (property(at, 'x-amazon-apigateway-cors')) return true;
  return operations.some(({ integrations }) =>
    integrations.some(({ integration }) => integration && property(integration.node, 'payloadFormatVersion')),
  );
}

/** `api` for `file:///work/api.yaml`. */
function nameOf(uri: string): string {
  const file = uri.slice(uri.lastIndexOf('/') + 1);
  return decode(file.replace(/(?<=.)\.[^.]*$/, '')) || 'OpenAPI';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
