import { asString, entryOf, property, resolveAlias, rootOf, type TemplateDocument } from '../template/index';
import type { BodyFile, OpenApiBody, ResourceBase, RestApi } from './model';
import { readOpenApiFile } from './readers/open-api-body';
import { readStringList } from './read-list';
import { readString } from './read-value';
import { resolveUri } from './uri-path';

/** Where the file of a body may be: URIs, the likeliest first. */
export function bodyUris(uri: string, file: BodyFile | undefined): readonly string[] {
  return (file?.paths ?? []).map((path) => resolveUri(uri, path));
}

const joined = new WeakMap<RestApi, { readonly file: TemplateDocument; readonly api: RestApi }>();

/** The API with the body that its file holds. What stands beside an `AWS::Include` comes first, as in the template. */
export function withFile(api: RestApi, file: TemplateDocument): RestApi {
  const known = joined.get(api);
  if (known?.file === file) return known.api;
  const included = readOpenApiFile(file);
  const body = included && (api.bodyFile?.functions ? merged(api.body, included) : included);
  const complete: RestApi = { ...api, body, bodyElsewhere: undefined };
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

const standalone = new WeakMap<TemplateDocument, RestApi>();

/** An API that only an OpenAPI file tells of. `undefined` where the file is of an HTTP API, or holds nothing. */
export function apiOfFile(document: TemplateDocument): RestApi | undefined {
  const known = standalone.get(document);
  if (known) return known;
  const root = rootOf(document);
  const body = readOpenApiFile(document);
  const version = entryOf(root, 'openapi') ?? entryOf(root, 'swagger');
  if (!root || !body || !version || isOfHttpApi(body)) return undefined;
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
  const api: RestApi = {
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
    stageName: undefined,
    stageVariables: undefined,
  };
  standalone.set(document, api);
  return api;
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
