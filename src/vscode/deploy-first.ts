import { documentAfter } from '../convert/index';
import type { ConversionFileView, Service } from '../service';
import { exportsOf } from '../topology/index';

/**
 * The addresses of files that a conversion gives a new export which another of these files imports: those have to be
 * deployed first. Part of the core, as `core.ts` is. Asked while `service` holds the texts from before.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function deployFirst(service: Service, files: readonly ConversionFileView[]): readonly string[] {
  const changed = files.filter((file) => file.changed);
  return changed
    .filter(({ uri, edits }) => {
      const document = service.document(uri);
      const isImported = changed.some((other) => other.uri !== uri && other.newText.includes('ImportValue'));
      return document && isImported && exportsOf(documentAfter(document, edits)).length > exportsOf(document).length;
    })
    .map(({ uri }) => uri);
}
