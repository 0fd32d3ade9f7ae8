import type { FindingView } from '../../service-types';
import { keysTo, type TemplateDocument } from '../../template/index';

/**
 * What a finding is, wherever it has moved to: its rule, its resource and the keys that lead to it, as
 * `wrong-listener-port Get Properties/Integration/Uri`. Two findings of a file may share one.
 */
export function fingerprintOf(document: TemplateDocument, { rule, logicalId, range }: FindingView): string {
  const [top, id, ...keys] = keysTo(document, range);
  const isOwn = top === 'Resources' && id === logicalId;
  const path = isOwn ? keys : [top, id, ...keys].filter((key) => key !== undefined);
  return [rule, logicalId, path.join('/')].filter((part) => part !== '').join(' ');
}
