import {
  asString,
  copyOf,
  intrinsics,
  itemsOf,
  property,
  resolveAlias,
  type Fragment,
  type FragmentMap,
  type Node,
} from '../../template/index';
import { readString, type VpcLinkV1 } from '../../topology/index';
import type { Note } from '../step';
import type { Home } from './links';

/** A V1 link and the place of what replaces it. */
interface Replaced {
  readonly link: VpcLinkV1;
  readonly home: Home;
}

/** Condition and policies of the V1 link hold for what replaces it. */
export function headerOf({ link, home }: Replaced): FragmentMap {
  const isHere = link.uri === home.document.uri;
  return {
    ...(home.condition === undefined ? {} : { Condition: home.condition }),
    ...(isHere && link.deletionPolicy ? { DeletionPolicy: link.deletionPolicy } : {}),
    ...(isHere && link.updateReplacePolicy ? { UpdateReplacePolicy: link.updateReplacePolicy } : {}),
  };
}

/** The metadata of the V1 link; not that of the CDK, which names the construct of the old one. */
export function metadataOf({ link, home }: Replaced): FragmentMap {
  const metadata = property(link.entry.value, 'Metadata');
  const isFromCdk = metadata && property(metadata, 'aws:cdk:path') !== undefined;
  return metadata && !isFromCdk && isPortable(metadata, link, home) ? { Metadata: copyOf(metadata) } : {};
}

/** A property of the V1 link, where its value means the same in the file of the new one. */
export function portable({ link, home }: Replaced, key: string): Node | undefined {
  const value = link.properties && property(link.properties, key);
  return value && isPortable(value, link, home) ? value : undefined;
}

/**
 * Tags in the shape of V2: V1 takes a list of `Key` and `Value`, V2 a mapping. `left` tells of tags whose keys are not
 * written out, which no mapping can hold.
 */
export function tagsOf(replaced: Replaced): { readonly tags: FragmentMap | undefined; readonly left: readonly Node[] } {
  const tags: Record<string, Fragment> = {};
  const left: Node[] = [];
  for (const item of itemsOf(resolveAlias(portable(replaced, 'Tags')))) {
    const key = readString(property(item, 'Key'));
    const value = property(item, 'Value');
    if (key?.kind === 'literal' && value) tags[key.value] = textOf(value);
    else left.push(item);
  }
  return { tags: Object.keys(tags).length > 0 ? tags : undefined, left };
}

/** What to tell of tags that are left out. */
export function leftTags(left: readonly Node[]): readonly Note[] {
  return left.map((at) => ({
    at,
    text: 'The key of this tag is not written out, so the VPC link V2 goes without the tag.',
  }));
}

/** A number or boolean is a text here: the mapping takes nothing else. */
function textOf(value: Node): Fragment {
  const isScalar = resolveAlias(value)?.kind === 'scalar';
  return isScalar ? (asString(resolveAlias(value)) ?? copyOf(value)) : copyOf(value);
}

function isPortable(value: Node, link: VpcLinkV1, home: Home): boolean {
  return link.uri === home.document.uri || intrinsics(value).length === 0;
}
