import { asString, property, type TemplateDocument } from '../template/index';
import { exportsOf, nestedUri, readResource } from '../topology/index';

/** What a template names of others. Part of the core, as `core.ts` is. */
export interface Ties {
  /** Addresses of the templates of nested stacks and applications that are given by a relative path. */
  readonly nested: readonly string[];
  /** Whether it imports exports, of whatever template. */
  readonly imports: boolean;
  /** Whether it exports something. */
  readonly exports: boolean;
}

/** Reads what ties a template to others. */
export function tiesOf(document: TemplateDocument): Ties {
  const nested = document.entries('Resources').flatMap((entry) => {
    const type = asString(property(entry.value, 'Type'));
    if (type !== 'AWS::CloudFormation::Stack' && type !== 'AWS::Serverless::Application') return [];
    const resource = readResource(entry);
    return resource?.kind === 'nested-stack' ? (nestedUri(resource) ?? []) : [];
  });
  return {
    nested: [...new Set(nested)],
    imports: document.text.includes('ImportValue'),
    exports: exportsOf(document).length > 0,
  };
}
