import { asString, property } from '../../template/index';
import type { ResourceBase } from '../model';

/**
 * The construct that a resource of a synthesised template comes from, such as `Stack/Api/GET/Resource`. Resources with
 * the path of their construct are in what `cdk synth` writes, unless it is told not to.
 * https://docs.aws.amazon.com/cdk/v2/guide/identifiers.html
 */
export function constructPath(resource: Pick<ResourceBase, 'entry'> | undefined): string | undefined {
  return resource && asString(property(resource.entry.value, 'Metadata', 'aws:cdk:path'));
}
