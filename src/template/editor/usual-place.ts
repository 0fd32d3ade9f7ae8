import type { Anchor, ChildList } from './child-list';
import type { TopLevel } from './top-level';

/**
 * The order in which the AWS documentation lists the sections of a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
const usualOrder = [
  'AWSTemplateFormatVersion',
  'Transform',
  'Description',
  'Metadata',
  'Globals',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Resources',
  'Hooks',
  'Outputs',
];

/** The place of a new top-level key: behind the nearest key that usually comes before it, or ahead of the first. */
export function usualPlace(key: string, tops: readonly TopLevel[], list: ChildList): Anchor | undefined {
  const rank = usualOrder.indexOf(key);
  let behind = -1;
  let best = -1;
  tops.forEach((top, index) => {
    const other = usualOrder.indexOf(top.key);
    if (other >= 0 && other < rank && other >= best) [behind, best] = [index, other];
  });
  if (behind >= 0) return { slot: list.old(behind), side: 'after' };
  return tops.length > 0 ? { slot: list.old(0), side: 'before' } : undefined;
}
