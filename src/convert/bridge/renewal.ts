import { asString, entryOf, renameReferences, resolveAlias, type TemplateEditor } from '../../template/index';
import type { Deployment, Topology } from '../../topology/index';

/** Gives a deployment another logical id, with all that refers to it, and lets it wait for the methods that change. */
export function renewDeployment(
  topology: Topology,
  editor: TemplateEditor,
  deployment: Deployment,
  newId: string,
  methods: readonly string[],
): void {
  editor.renameKey(deployment.entry, newId);
  renameReferences(topology.document(deployment.uri)!, editor, deployment.logicalId, newId);
  // Without the dependency the snapshot may be taken before the methods are updated.
  const missing = methods.filter((method) => !deployment.dependsOn.some(({ name }) => name === method));
  if (missing.length === 0) return;
  const body = resolveAlias(deployment.entry.value);
  const dependsOn = body && entryOf(body, 'DependsOn');
  const list = dependsOn && resolveAlias(dependsOn.value);
  if (list?.kind === 'sequence') {
    for (const method of missing) editor.insertItem(list, method);
    return;
  }
  const only = list && asString(list);
  editor.setEntry(deployment.entry, 'DependsOn', [...(only === undefined ? [] : [only]), ...missing], {
    after: 'Type',
  });
}

/** `Deployment` → `DeploymentV2`, `DeploymentV2` → `DeploymentV3`: the name says that it replaces the other. */
export function nextId(logicalId: string): string {
  const match = /^(.*V)(\d+)$/.exec(logicalId);
  return match ? `${match[1]}${Number(match[2]) + 1}` : `${logicalId}V2`;
}
