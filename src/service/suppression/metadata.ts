import { asString, itemsOf, property, resolveAlias, type Node, type TemplateDocument } from '../../template/index';
import { contains, type Range } from '../../text/index';
import type { Suppression } from './suppression';

/**
 * The suppressions in `Metadata`, of a resource or of the template:
 *
 *     "Metadata": { "Unbridge": { "Disable": ["legacy-vpc-link"] } }
 *
 * CloudFormation lets anyone add keys there:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-metadata.html
 */
export function suppressionsInMetadata(document: TemplateDocument): readonly Suppression[] {
  if (!document.text.includes(metadataKey)) return [];
  const ofTemplate =
    document.entries('Metadata').find(({ key }) => key.value === metadataKey)?.value ??
    property(document.value('Metadata'), metadataKey);
  const whole: readonly Suppression[] = rulesIn(document, ofTemplate).map((named) => ({
    ...named,
    ...shared,
    where: 'in this file',
    covers: () => true,
  }));
  const ofResources = document.entries('Resources').flatMap((entry): readonly Suppression[] => {
    const logicalId = String(entry.key.value);
    const named = rulesIn(document, property(entry.value, 'Metadata', metadataKey));
    if (named.length === 0) return [];
    const resource = document.locate(entry);
    return named.map((one) => ({
      ...one,
      ...shared,
      where: `in "${logicalId}"`,
      covers: (place) => place.logicalId === logicalId || contains(resource, place.range),
    }));
  });
  return [...whole, ...ofResources];
}

const metadataKey = 'Unbridge';
const shared = { by: 'metadata', reason: undefined } as const;

/** `Disable` is one rule or a list of them. */
function rulesIn(document: TemplateDocument, metadata: Node | undefined): readonly { rule: string; range: Range }[] {
  const disable = property(metadata, 'Disable');
  const nodes = resolveAlias(disable)?.kind === 'scalar' ? [disable!] : itemsOf(disable);
  return nodes.flatMap((written) => {
    const node = resolveAlias(written);
    const rule = asString(node);
    return node && rule !== undefined ? [{ rule, range: document.locate(node) }] : [];
  });
}
