import { asString, property, type Entry, type TemplateDocument } from '../template/index';
import { readConditions, type Conditions } from './conditions';
import type { NestedStack, Resource } from './model';
import { readResource } from './readers/index';

/** One template of the set, ready for look-ups by name. */
export interface Scope {
  readonly document: TemplateDocument;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly conditions: Conditions;
  /** Parameter values that the caller chose. */
  readonly chosen: ReadonlyMap<string, string>;
  parameter(name: string): Entry | undefined;
  output(name: string): Entry | undefined;
}

/** Reads all resources of a template; unchanged ones come from the reader's cache. */
export function createScope(document: TemplateDocument, chosen: ReadonlyMap<string, string>): Scope {
  const resources = new Map<string, Resource>();
  for (const entry of document.entries('Resources')) {
    const resource = readResource(entry);
    if (resource) resources.set(resource.logicalId, resource);
  }
  let conditions: Conditions | undefined;
  return {
    document,
    resources,
    chosen,
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

/** Resolves a relative path against the folder of `base`. Both may be URIs or paths. */
export function resolveUri(base: string, relative: string): string {
  const folder = base.slice(0, base.lastIndexOf('/') + 1);
  const joined = relative.startsWith('/') ? relative : folder + relative;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(joined)?.[0] ?? '';
  const parts: string[] = [];
  for (const part of joined.slice(scheme.length).split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return scheme + parts.join('/');
}
