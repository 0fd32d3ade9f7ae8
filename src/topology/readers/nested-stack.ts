import { property } from '../../template/index';
import type { NestedStack, ResourceBase } from '../model';
import { readString } from '../read-value';
import { propertyOf, readStringMap } from './header';

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html and
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html
 */
export function readNestedStack(base: ResourceBase): NestedStack {
  const location = propertyOf(base.properties, 'TemplateURL') ?? propertyOf(base.properties, 'Location');
  const local = location?.kind === 'mapping' ? property(location, 'Bucket') : location;
  return {
    ...base,
    kind: 'nested-stack',
    location: readString(local),
    parameters: readStringMap(propertyOf(base.properties, 'Parameters')),
  };
}
