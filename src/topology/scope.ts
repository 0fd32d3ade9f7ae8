import { asString, property, type Entry, type TemplateDocument } from '../template/index';
import { readConditions, type Conditions } from './conditions';
import type { HttpApi, NestedStack, Resource, RestApi } from './model';
import { expandLoop, loopName } from './loops';
import { apiOfFile, bodyUris, withFile } from './api-file';
import { readResource } from './readers/index';
import { addEvents } from './sam/events';
import { apiGlobals, withGlobals } from './sam/globals';
import { resolveUri } from './uri-path';

/** One template of the set, ready for look-ups by name. */
export interface Scope {
  readonly document: TemplateDocument;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly conditions: Conditions;
  /** Parameter values that the caller chose. */
  readonly chosen: ReadonlyMap<string, string>;
  /** The OpenAPI files that APIs of the template are written in; false where functions in them are not worked out. */
  readonly files: ReadonlyMap<string, boolean>;
  /** Why a name may be unknown here, where the names are those of a template that is not at hand. */
  readonly outside: string | undefined;
  parameter(name: string): Entry | undefined;
  output(name: string): Entry | undefined;
}

/**
 * Reads all resources of a template; unchanged ones come from the reader's cache. `fileAt` gives the OpenAPI files at
 * hand, by URI.
 */
export function createScope(
  document: TemplateDocument,
  chosen: ReadonlyMap<string, string>,
  fileAt: (uri: string) => TemplateDocument | undefined,
): Scope {
  const files = new Map<string, boolean>();
  const resources = new Map<string, Resource>();
  const globals = document.dialect === 'sam' ? apiGlobals(document) : undefined;
  for (const entry of document.entries('Resources').flatMap((each) => expanded(each))) {
    const alone = readResource(entry);
    const read = globals && alone?.kind === 'rest-api' && alone.serverless ? withGlobals(alone, globals) : alone;
    const resource = read?.kind === 'rest-api' || read?.kind === 'http-api' ? complete(read) : read;
    if (resource) resources.set(resource.logicalId, resource);
  }
  if (document.dialect === 'sam') addEvents(resources, globals);
  return scopeOf(document, chosen, resources, files, undefined);

  function expanded(entry: Entry): readonly Entry[] {
    return loopName(entry) === undefined ? [entry] : (expandLoop(entry, document, chosen) ?? []);
  }

  function complete(api: RestApi | HttpApi): RestApi | HttpApi {
    const file = bodyUris(api.uri, api.bodyFile)
      .map(fileAt)
      .find((found) => found !== undefined);
    if (!file || !api.bodyFile) return api;
    files.set(file.uri, api.bodyFile.functions);
    return withFile(api, file);
  }
}

/** The scope of an OpenAPI file that no template at hand includes. */
export function createFileScope(document: TemplateDocument, chosen: ReadonlyMap<string, string>): Scope {
  const api = apiOfFile(document);
  const resources = new Map<string, Resource>(api ? [[api.logicalId, api]] : []);
  return scopeOf(document, chosen, resources, new Map(), 'the template that includes this file is not at hand');
}

function scopeOf(
  document: TemplateDocument,
  chosen: ReadonlyMap<string, string>,
  resources: ReadonlyMap<string, Resource>,
  files: ReadonlyMap<string, boolean>,
  outside: string | undefined,
): Scope {
  let conditions: Conditions | undefined;
  return {
    document,
    resources,
    chosen,
    files,
    outside,
    get conditions() {
      return (conditions ??= readConditions(document, chosen));
    },
    parameter: (name) => document.entry('Parameters', name),
    output: (name) => document.entry('Outputs', name),
  };
}

/** The exports of a template: the name as it is written, and the value. */
export function exportsOf(document: TemplateDocument): readonly { readonly name: Entry; readonly value: Entry }[] {
  return document.entries('Outputs').flatMap((entry) => {
    const exported = property(entry.value, 'Export');
    const name =
      exported?.kind === 'mapping' ? exported.entries.find(({ key }) => asString(key) === 'Name') : undefined;
    const value =
      entry.value.kind === 'mapping' ? entry.value.entries.find(({ key }) => asString(key) === 'Value') : undefined;
    return name && value ? [{ name, value }] : [];
  });
}

/** The URI of the template that a nested stack names by a relative path, or `undefined` for a URL or anything else. */
export function nestedUri(stack: NestedStack): string | undefined {
  const location = stack.location;
  if (location?.kind !== 'literal' || /^[a-z][a-z0-9+.-]*:/i.test(location.value)) return undefined;
  return resolveUri(stack.uri, location.value);
}
