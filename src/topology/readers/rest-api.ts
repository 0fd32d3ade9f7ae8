import type { Node } from '../../template/index';
import type { ResourceBase, RestApi } from '../model';
import { readList, readStringList } from '../read-list';
import { readString } from '../read-value';
import { readBodyFile, readInclude } from './body-file';
import { propertyOf, readStringMap } from './header';
import { readOpenApiBody } from './open-api-body';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html */
export function readRestApi(base: ResourceBase): RestApi {
  const at = (...path: string[]) => propertyOf(base.properties, ...path);
  return {
    ...base,
    kind: 'rest-api',
    serverless: false,
    name: readString(at('Name')),
    endpointTypes: readStringList(at('EndpointConfiguration', 'Types')),
    binaryMediaTypes: readStringList(at('BinaryMediaTypes')),
    apiKeySourceType: readString(at('ApiKeySourceType')),
    ...readBody(at('Body'), at('BodyS3Location')),
    events: [],
    stageName: undefined,
    stageVariables: undefined,
    canaryVariables: undefined,
  };
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html */
export function readServerlessApi(base: ResourceBase): RestApi {
  const at = (...path: string[]) => propertyOf(base.properties, ...path);
  const endpoint = at('EndpointConfiguration', 'Type') ?? at('EndpointConfiguration');
  return {
    ...base,
    kind: 'rest-api',
    serverless: true,
    name: readString(at('Name')),
    endpointTypes:
      endpoint &&
      readList(endpoint, (item) => readString(item) ?? { kind: 'unknown', because: 'it is empty', at: item }),
    binaryMediaTypes: readStringList(at('BinaryMediaTypes')),
    apiKeySourceType: readString(at('ApiKeySourceType')),
    ...readBody(at('DefinitionBody'), at('DefinitionUri')),
    events: [],
    stageName: readString(at('StageName')),
    stageVariables: readStringMap(at('Variables')),
    canaryVariables: readStringMap(at('CanarySetting', 'StageVariableOverrides')),
  };
}

/** Reads `Body` and `BodyS3Location`, or what SAM calls them. A body that is written out counts more than a file's name. */
export function readBody(
  body: Node | undefined,
  location: Node | undefined,
): Pick<RestApi, 'body' | 'bodyFile' | 'bodyElsewhere'> {
  const bodyFile = readInclude(body) ?? (body ? undefined : readBodyFile(location));
  return { body: readOpenApiBody(body), bodyFile, bodyElsewhere: bodyFile?.at };
}
