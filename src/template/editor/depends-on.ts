import type { Entry, Node } from '../node';
import { resolveAlias } from '../read/alias';
import type { TemplateEditor } from './editor';

/**
 * Takes a logical id out of the `DependsOn` of a resource, whether it is a name or a list. A list keeps its form, also
 * with one name left; `DependsOn` goes with its last name. A list that is used through an alias is spelled out here.
 */
export function removeFromDependsOn(editor: TemplateEditor, resource: Entry, logicalId: string): void {
  const mapping = resource.value;
  if (mapping.kind !== 'mapping') return;
  for (const entry of mapping.entries) if (entry.key.value === 'DependsOn') removeFrom(editor, entry, logicalId);
}

function removeFrom(editor: TemplateEditor, entry: Entry, logicalId: string): void {
  const { value } = entry;
  const list = resolveAlias(value);
  if (list?.kind === 'scalar') {
    if (list.value === logicalId) editor.removeEntry(entry);
    return;
  }
  if (list?.kind !== 'sequence') return;
  const named = list.items.filter((item) => nameOf(item) === logicalId);
  if (named.length === 0) return;
  const others = list.items.filter((item) => nameOf(item) !== logicalId && !editor.isRemoved(item));
  if (others.length === 0) editor.removeEntry(entry);
  else if (value.kind === 'alias')
    editor.replaceValue(
      value,
      others.flatMap((item) => nameOf(item) ?? []),
    );
  else for (const item of named) editor.removeItem(list, item);
}

function nameOf(item: Node): string | undefined {
  const node = resolveAlias(item);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}
