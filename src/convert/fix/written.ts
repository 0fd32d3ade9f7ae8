import { entryOf, type Entry, type Node } from '../../template/index';
import type { Integration, Resource } from '../../topology/index';
import { spelled } from '../../topology/query/http-integrations';

/** The entry of a property of a resource; `undefined` where it is not written. */
export function propertyEntry(resource: Resource, key: string): Entry | undefined {
  return resource.properties && entryOf(resource.properties, key);
}

/** The entry of a property of an integration, by its CloudFormation name. */
export function integrationEntry(integration: Integration, property: string): Entry | undefined {
  return entryOf(integration.node, spelled(integration, property));
}

/** True for a value that is one thing under all conditions: no `Fn::If`. */
export function isOneValue(node: Node): boolean {
  return !(node.kind === 'intrinsic' && node.name === 'Fn::If');
}
