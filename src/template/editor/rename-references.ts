import type { TemplateDocument } from '../document';
import { references, type Reference } from '../read/references';
import type { TemplateEditor } from './editor';

/**
 * Renames a resource or parameter wherever it is named: in `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn`. Its own key
 * is left alone. Returns the places that could not be renamed, because escapes hide the characters of the name.
 */
export function renameReferences(
  document: TemplateDocument,
  editor: TemplateEditor,
  from: string,
  to: string,
): Reference[] {
  return rename(document, editor, from, to, ({ kind }) => kind !== 'Condition');
}

/** Renames a condition wherever it is named, as `renameReferences` does for resources. */
export function renameConditionReferences(
  document: TemplateDocument,
  editor: TemplateEditor,
  from: string,
  to: string,
): Reference[] {
  return rename(document, editor, from, to, ({ kind }) => kind === 'Condition');
}

function rename(
  document: TemplateDocument,
  editor: TemplateEditor,
  from: string,
  to: string,
  isMeant: (reference: Reference) => boolean,
): Reference[] {
  const missed: Reference[] = [];
  for (const section of document.sections) {
    for (const reference of references(section)) {
      if (reference.name !== from || !isMeant(reference)) continue;
      const { start, end } = reference.at;
      if (section.text.slice(start, end) === from) editor.replaceText(reference.at, to, 'everywhere');
      else missed.push(reference);
    }
  }
  return missed;
}
