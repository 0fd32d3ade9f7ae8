import { intrinsics, type TemplateDocument, type TemplateSection } from '../template/index';
import type { Span } from '../text/index';
import { readString } from './read-value';
import type { Value } from './value';

/** The name of one import, and where it is written. */
export interface ImportedName {
  readonly name: Value<string>;
  readonly at: Span;
}

const cache = new WeakMap<TemplateSection, readonly ImportedName[]>();

/** The names of all imports in a document, in the order of the text. */
export function importedNames({ sections }: TemplateDocument): readonly ImportedName[] {
  return sections.flatMap((section) => {
    const known = cache.get(section) ?? readNames(section);
    cache.set(section, known);
    return known;
  });
}

function readNames({ entry, undivided, text }: TemplateSection): readonly ImportedName[] {
  if (!text.includes('ImportValue')) return [];
  return (entry ? [entry] : (undivided ?? []))
    .flatMap(({ value }) => intrinsics(value))
    .flatMap((node) => {
      const name = node.name === 'Fn::ImportValue' ? readString(node.argument) : undefined;
      return name ? [{ name, at: node.argument }] : [];
    });
}
