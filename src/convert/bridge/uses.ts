import {
  aliasesIn,
  references,
  type Reference,
  type TemplateDocument,
  type TemplateSection,
} from '../../template/index';
import type { Span } from '../../text/index';
import type { Resource, Topology } from '../../topology/index';

/** A place that names a resource. */
export interface Use {
  readonly at: Span;
  /** `Resources`, `Outputs`, … and the name below it, where there is one. */
  readonly section: string;
  readonly owner: string;
  readonly kind: Reference['kind'];
  /** For an alias: where the name stands in the anchor's value. */
  readonly shared?: { readonly at: Span; readonly target: Span };
}

const cache = new WeakMap<TemplateDocument, ReadonlyMap<string, readonly Use[]>>();

/** Every place in a document that names a logical id, by that id. An alias names what its anchor's value names. */
export function usesIn(document: TemplateDocument): ReadonlyMap<string, readonly Use[]> {
  const known = cache.get(document);
  if (known) return known;
  const uses = new Map<string, Use[]>();
  const add = (name: string, use: Use): void => {
    const same = uses.get(name);
    if (same) same.push(use);
    else uses.set(name, [use]);
  };
  for (const section of document.sections) {
    const [top, below] = section.path;
    for (const reference of references(section)) {
      const use: Use = { at: reference.at, section: top, owner: below ?? reference.owner ?? top, kind: reference.kind };
      add(reference.name, use);
    }
  }
  for (const section of document.text.includes('&') ? document.sections : []) {
    for (const alias of aliasesIn(section)) {
      const { target } = alias;
      if (!target) continue;
      const [top, below] = section.path;
      for (const { name, at, kind } of references(target.section as TemplateSection)) {
        if (within(at, target))
          add(name, { at: alias, section: top, owner: below ?? top, kind, shared: { at, target } });
      }
    }
  }
  cache.set(document, uses);
  return uses;
}

/**
 * Every place that names a resource: in its own template, and in the OpenAPI files that APIs there are written in. A
 * file that is not at hand may name anything.
 */
export function usesOf(topology: Topology, { uri, logicalId }: Pick<Resource, 'uri' | 'logicalId'>): readonly Use[] {
  const documents = [topology.document(uri)!, ...topology.filesOf(uri)];
  const hidden = [...topology.ofKind('rest-api'), ...topology.ofKind('http-api')].flatMap((api): readonly Use[] => {
    if (api.uri !== uri || !api.bodyElsewhere || !api.bodyFile?.functions) return [];
    return [{ at: api.bodyElsewhere, section: 'the file of', owner: api.logicalId, kind: 'Ref' }];
  });
  return [...documents.flatMap((document) => usesIn(document).get(logicalId) ?? []), ...hidden];
}

/** True when `inner` lies in `outer`, both in one section. */
export function within(inner: Span, outer: Span): boolean {
  return inner.section === outer.section && outer.start <= inner.start && inner.end <= outer.end;
}
