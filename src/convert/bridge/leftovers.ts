import { parse, references, type TemplateDocument } from '../../template/index';
import { applyEdits, type Edit } from '../../text/index';
import type { Note } from '../step';

/**
 * Parameters, conditions and mappings that were used and are used no more. They stay: who deploys with a value for a
 * parameter that is gone gets an error.
 */
export function leftovers(document: TemplateDocument, edits: readonly Edit[]): readonly Note[] {
  const { uri, language, text } = document;
  const after = parse(uri, applyEdits(text, edits), { language, previous: document });
  const [then, now] = [namesIn(document), namesIn(after)];
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
