import { entryOf } from '../../template/index';
import type { Span } from '../../text/index';
import type { Resource } from '../index';

/** The key of a property, for a finding about what its whole value is; the logical id where it is not written. */
export function propertyKey(resource: Resource, key: string): Span {
  return (resource.properties && entryOf(resource.properties, key)?.key) ?? resource.at;
}
