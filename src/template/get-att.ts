import { getAtt as writeGetAtt } from './editor/index';
import type { Node } from './node';
import { readGetAtt, type GetAttTarget } from './read';

/** Writes `Fn::GetAtt` of a resource's attribute. */
export function getAtt(logicalId: string, attribute: string): ReturnType<typeof writeGetAtt>;
/** Reads `Fn::GetAtt` in both spellings; see `readGetAtt`. */
export function getAtt(node: Node | undefined): GetAttTarget | undefined;
export function getAtt(first: Node | string | undefined, attribute?: string): unknown {
  return typeof first === 'string' ? writeGetAtt(first, attribute ?? '') : readGetAtt(first);
}
