import type { ApiResource, MethodResource, ResourceBase } from '../model';
import { readBoolean, readString } from '../read-value';
import { propertyOf, readKeys } from './header';
import { readIntegrations } from './integration';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html */
export function readApiResource(base: ResourceBase): ApiResource {
  return {
    ...base,
    kind: 'resource',
    restApi: readString(propertyOf(base.properties, 'RestApiId')),
    parent: readString(propertyOf(base.properties, 'ParentId')),
    pathPart: readString(propertyOf(base.properties, 'PathPart')),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html */
export function readMethod(base: ResourceBase): MethodResource {
  const at = (key: string) => propertyOf(base.properties, key);
  return {
    ...base,
    kind: 'method',
    restApi: readString(at('RestApiId')),
    resource: readString(at('ResourceId')),
    httpMethod: readString(at('HttpMethod')),
    authorizationType: readString(at('AuthorizationType')),
    apiKeyRequired: readBoolean(at('ApiKeyRequired')),
    requestParameters: readKeys(at('RequestParameters')),
    integrations: readIntegrations(at('Integration')),
  };
}
