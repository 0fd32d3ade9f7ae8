import type { TemplateDocument } from './document';
import type { TemplateEditor } from './editor/index';
import type { Entry } from './node';
import { asString, entryOf, references, resolveAlias, type Reference } from './read';

/**
 * Makes every reference to a resource or parameter name another one: `Ref`, `Fn::GetAtt`, `Fn::Sub` and `DependsOn`.
 * The key of the resource itself is not touched. Returns the references that cannot be renamed, because escapes hide
 * where the name stands.
 */
export function renameReferences(
  document: TemplateDocument,
  editor: TemplateEditor,
  from: string,
  to: string,
): readonly Reference[] {
  const left: Reference[] = [];
  for (const section of document.sections) {
    for (const reference of references(section)) {
      const { kind, name, at } = reference;
      if (name !== from || kind === 'Condition') continue;
      if (at.section.text.slice(at.start, at.end) === from) editor.replaceText(at, to);
      else left.push(reference);
    }
  }
  return left;
}

/** Takes a logical id out of the `DependsOn` of a resource; the whole attribute goes when nothing is left in it. */
export function removeFromDependsOn(editor: TemplateEditor, resource: Entry, logicalId: string): void {
  const dependsOn = entryOf(resource.value, 'DependsOn');
  const list = resolveAlias(dependsOn?.value);
  if (!dependsOn || !list) return;
  const items = list.kind === 'sequence' ? list.items : [list];
  const named = items.filter((item) => asString(item) === logicalId);
  if (named.length === 0) return;
  if (named.length === items.length) editor.removeEntry(dependsOn);
  else if (list.kind === 'sequence') for (const item of named) editor.removeItem(list, item);
}
