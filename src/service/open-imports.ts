import { importedParts } from '../convert/index';
import type { OpenImportView } from '../service-types';
import type { DocumentSet } from './document-set';
import { createGuard } from './guard';

/** The integrations of one document that cannot be followed, for what they import is in no template at hand. */
export function openImports(
  documents: DocumentSet,
  uri: string,
  onFailure: (id: string, error: unknown) => void,
): readonly OpenImportView[] {
  const document = documents.get(uri);
  if (!document || document.dialect === 'none') return [];
  const parts = createGuard(onFailure).run('imports', () => importedParts(documents.topologyOf(uri))) ?? [];
  return parts
    .filter(({ at }) => at.section.uri === uri)
    .map(({ at, logicalId, reason }) => ({ logicalId, reason, range: document.locate(at) }));
}
