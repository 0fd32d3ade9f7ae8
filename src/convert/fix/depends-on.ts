import { property, type TemplateEditor } from '../../template/index';
import type { Resource } from '../../topology/index';

/** Adds logical ids to the `DependsOn` of a resource, whether it is missing, a name or a list. */
export function addToDependsOn(editor: TemplateEditor, resource: Resource, logicalIds: readonly string[]): void {
  const body = resource.entry.value;
  if (body.kind !== 'mapping') return;
  const written = property(body, 'DependsOn');
  const [first] = logicalIds;
  if (first === undefined) return;
  if (!written) editor.setEntry(body, 'DependsOn', logicalIds.length === 1 ? first : logicalIds, { after: 'Type' });
  else if (written.kind === 'sequence') for (const id of logicalIds) editor.insertItem(written, id);
  else editor.replaceValue(written, [...resource.dependsOn.map(({ name }) => name), ...logicalIds]);
}
