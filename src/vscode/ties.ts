import type { TemplateDocument } from '../template/index';
import { exportsOf } from '../topology/index';
import { namedFiles, type NamedFiles } from '../topology/query/named-files';

/** What a template names of others. Part of the core, as `core.ts` is. */
export interface Ties extends NamedFiles {
  /** Whether it imports exports, of whatever template. */
  readonly imports: boolean;
  /** Whether it exports something. */
  readonly exports: boolean;
}

/** Reads what ties a template to others. */
export function tiesOf(document: TemplateDocument): Ties {
  return {
    ...namedFiles(document),
    imports: document.text.includes('ImportValue'),
    exports: exportsOf(document).length > 0,
  };
}
