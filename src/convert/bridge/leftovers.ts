import { references, type TemplateDocument } from '../../template/index';
import type { Edit } from '../../text/index';
import { documentAfter } from '../converted';
import type { Note } from '../step';

/**
 * Parameters, conditions and mappings that were used and are used no more. They stay: who deploys with a value for a
 * parameter that is gone gets an error.
 */
export function leftovers(document: TemplateDocument, edits: readonly Edit[]): readonly Note[] {
  const [then, now] = [namesIn(document), namesIn(documentAfter(document, edits))];
  return ['Parameters', 'Conditions'].flatMap((top) =>
    document.entries(top).flatMap(({ key }): readonly Note[] => {
      const name = String(key.value);
      if (!then.has(name) || now.has(name)) return [];
      const what = top === 'Parameters' ? 'parameter' : 'condition';
      return [
        { at: key, text: `The ${what} "${name}" is not used any more. It stays, for deployments may still name it.` },
      ];
    }),
  );
}

function namesIn(document: TemplateDocument): ReadonlySet<string> {
  return new Set(document.sections.flatMap((section) => references(section).map(({ name }) => name)));
}
