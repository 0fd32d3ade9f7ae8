import {
  asString,
  property,
  resolveAlias,
  copyOf,
  type Fragment,
  type FragmentMap,
  type Node,
} from '../template/index';
import type { Topology, VpcLinkV1, VpcLinkV2 } from '../topology/index';
import { propertyKey } from '../topology/query/property-key';
import { defineStep } from './step';

/** A VPC link whose `Tags` have the shape of the other version. */
export interface WrongTags {
  readonly link: VpcLinkV1 | VpcLinkV2;
  readonly tags: Node;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-vpclink.html */
export function* wrongTags(topology: Topology): Iterable<WrongTags> {
  for (const link of [...topology.ofKind('vpc-link-v1'), ...topology.ofKind('vpc-link-v2')]) {
    const tags = link.properties && property(link.properties, 'Tags');
    const kind = resolveAlias(tags)?.kind;
    if (tags && kind === (link.kind === 'vpc-link-v2' ? 'sequence' : 'mapping')) yield { link, tags };
  }
}

export default defineStep({
  id: 'reshape-link-tags',
  title: 'Give the tags the shape of this version of VPC links',
  safety: 'safe',
  safetyReason: 'The template cannot be deployed without it, and the tags stay the same.',
  why: 'Tags is a list of Key and Value for a VPC link V1 and a mapping of names to values for V2.',
  reference:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-vpclink.html',
  before: `
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      Tags:
        - Key: team
          Value: orders
        - Key: stage
          Value: !Ref Stage
Parameters:
  Stage: { Type: String }
`,
  after: `
Resources:
  Link:
    Type: AWS::ApiGatewayV2::VpcLink
    Properties:
      Name: orders
      Tags:
        team: orders
        stage: !Ref Stage
Parameters:
  Stage: { Type: String }
`,

  *plan({ topology }) {
    for (const { link, tags } of wrongTags(topology)) {
      const { logicalId, uri } = link;
      const at = propertyKey(link, 'Tags');
      const reshaped = tags.kind === 'sequence' ? toMapping(tags) : tags.kind === 'mapping' ? toList(tags) : undefined;
      if (!reshaped) {
        yield {
          kind: 'blocked',
          at,
          logicalId,
          reason: `The tags of "${logicalId}" are put together elsewhere: change them there`,
        };
        continue;
      }
      yield { kind: 'change', at, logicalId, apply: (write) => write(uri).replaceValue(tags, reshaped) };
    }
  },
});

function toMapping(list: Extract<Node, { kind: 'sequence' }>): FragmentMap | undefined {
  const pairs = list.items.map((item) => [asString(property(item, 'Key')), property(item, 'Value')] as const);
  if (!pairs.every(([key, value]) => key !== undefined && value !== undefined)) return undefined;
  return Object.fromEntries(pairs.map(([key, value]) => [key!, copyOf(value!)]));
}

function toList(mapping: Extract<Node, { kind: 'mapping' }>): Fragment | undefined {
  const pairs = mapping.entries.map(({ key, value }) => [asString(key), value] as const);
  if (!pairs.every(([key, value]) => key !== undefined && value.kind !== 'mapping')) return undefined;
  return pairs.map(([key, value]) => ({ Key: key!, Value: copyOf(value) }));
}
