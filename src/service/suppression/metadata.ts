import {
  asString,
  entriesOf,
  property,
  resolveAlias,
  type Entry,
  type Node,
  type TemplateDocument,
} from '../../template/index';
import { contains, nearest } from '../../text/index';
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
  if (!metadataKey.test(document.text)) return [];
  // A section of `Metadata` may be cut into its entries, or be one value.
  const ofTemplate = document.entries('Metadata').find(isOurs) ?? ourEntry(document.value('Metadata'));
  const whole: readonly Suppression[] = rulesIn(document, ofTemplate).map((named) => ({
    ...named,
    ...shared,
    where: 'in this file',
    covers: () => true,
  }));
  const ofResources = document.entries('Resources').flatMap((entry): readonly Suppression[] => {
    const logicalId = String(entry.key.value);
    const named = rulesIn(document, ourEntry(property(entry.value, 'Metadata')));
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

/** Any case, so that a slip of the shift key is told and not passed over. */
const metadataKey = /\bUnbridge\b/i;
const shared = { by: 'metadata', reason: undefined } as const;

type Named = Pick<Suppression, 'rule' | 'range' | 'mistake'>;

function ourEntry(metadata: Node | undefined): Entry | undefined {
  return entriesOf(metadata).find(isOurs);
}

function isOurs({ key }: Entry): boolean {
  return /^unbridge$/i.test(String(key.value));
}

/** `Disable` is one rule or a list of them. Whatever else stands there is a mistake. */
function rulesIn(document: TemplateDocument, entry: Entry | undefined): readonly Named[] {
  if (!entry) return [];
  const wrong = (at: Node, mistake: string): Named => ({ rule: '', range: document.locate(at), mistake });
  if (entry.key.value !== 'Unbridge') return [wrong(entry.key, `"${entry.key.value}" is written "Unbridge"`)];
  const ours = resolveAlias(entry.value);
  if (ours?.kind !== 'mapping')
    return [wrong(entry.key, 'The Metadata "Unbridge" holds "Disable" with the ids of rules')];
  return entriesOf(ours).flatMap(({ key, value }): readonly Named[] => {
    if (key.value !== 'Disable') {
      const guess = nearest(String(key.value), ['Disable']) ?? (/^disab/i.test(String(key.value)) && 'Disable');
      return [
        wrong(
          key,
          `"Unbridge" has no "${key.value}": ${guess ? 'did you mean "Disable"?' : 'it takes "Disable" only'}`,
        ),
      ];
    }
    const written = resolveAlias(value);
    return (written?.kind === 'sequence' ? written.items : [value]).map((item): Named => {
      const node = resolveAlias(item);
      const rule = asString(node);
      return node && rule !== undefined
        ? { rule, range: document.locate(node) }
        : wrong(item.kind === 'scalar' && item.source === '' ? key : item, '"Disable" takes the ids of rules');
    });
  });
}
