import { asString, entriesOf, type MappingNode, type Node } from '../../template/index';
import type { Span } from '../../text/index';
import type { ResourceBase } from '../../topology/index';
import type { Placed } from '../model';

/** A span alone, without whatever else the object that is one carries. */
export function spanOf({ section, start, end }: Span): Span {
  return { section, start, end };
}

/** Where a resource stands: its logical id, and the value of each property. */
export function placeOf(resource: ResourceBase): Placed {
  return { at: spanOf(resource.at), spans: spansIn(resource.properties) };
}

/** Where a block stands, with its values by name. OpenAPI's `uri` counts as `Uri`, as CloudFormation writes it. */
export function placeOfBlock(at: Span, node: Node | undefined): Placed {
  return { at: spanOf(at), spans: spansIn(node?.kind === 'mapping' ? node : undefined) };
}

function spansIn(mapping: MappingNode | undefined): Readonly<Record<string, Span>> {
  const spans: Record<string, Span> = {};
  for (const { key, value } of mapping ? entriesOf(mapping) : []) {
    const name = asString(key);
    if (name !== undefined) spans[name.charAt(0).toUpperCase() + name.slice(1)] = spanOf(value);
  }
  return spans;
}
