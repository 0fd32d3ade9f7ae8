import {
  asString,
  entriesOf,
  property,
  resolveAlias,
  type Entry,
  type Node,
  type TemplateDocument,
} from '../../template/index';
import type { MappingNode } from '../../template/index';
import type { RestApi } from '../model';
import { readServerlessApi } from '../readers/rest-api';

/** What `Globals` of a SAM template says about all its APIs. */
export function apiGlobals(document: TemplateDocument): MappingNode | undefined {
  const written = document.entry('Globals', 'Api')?.value ?? property(document.value('Globals'), 'Api');
  const globals = resolveAlias(written);
  return globals?.kind === 'mapping' && globals.entries.length > 0 ? globals : undefined;
}

const cache = new WeakMap<RestApi, { readonly globals: MappingNode; readonly api: RestApi }>();

/**
 * An API with the properties that `Globals` adds: what the API says itself counts more, mappings are put together and
 * lists joined. `properties` stays what stands at the API.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(api: RestApi, globals: MappingNode): RestApi {
  const known = cache.get(api);
  if (known?.globals === globals) return known.api;
  const properties = api.properties ? merge(api.properties, globals) : globals;
  const complete: RestApi = { ...readServerlessApi({ ...api, properties }), properties: api.properties };
  cache.set(api, { globals, api: complete });
  return complete;
}

function merge(own: MappingNode, globals: MappingNode): MappingNode {
  const taken = new Map(entriesOf(own).map((entry) => [asString(entry.key), entry]));
  const added = entriesOf(globals).flatMap((global): readonly Entry[] => {
    const entry = taken.get(asString(global.key));
    if (!entry) return [global];
    taken.set(asString(global.key), { ...entry, value: both(entry.value, global.value) });
    return [];
  });
  return { ...own, entries: [...taken.values(), ...added] };
}

function both(own: Node, global: Node): Node {
  const [mine, shared] = [resolveAlias(own), resolveAlias(global)];
  if (mine?.kind === 'mapping' && shared?.kind === 'mapping') return merge(mine, shared);
  if (mine?.kind === 'sequence' && shared?.kind === 'sequence')
    return { ...mine, items: [...shared.items, ...mine.items] };
  return own;
}
