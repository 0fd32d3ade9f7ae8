import type { Span } from '../../text/index';
import { identified, soleOf, type List, type Resource, type Settled, type Topology, type Value } from '../index';
import { stringProperty } from './typed';

/** The VPC of subnets that all are of this set and in one VPC, or `undefined`. */
export function vpcOfSubnets(topology: Topology, list: List<Value<string>> | undefined): Settled<string> | undefined {
  const { items, complete } = topology.resolveList(list);
  if (!complete || items.length === 0) return undefined;
  const vpcs = items.map(({ value }) => {
    const subnet = identified(value);
    if (subnet?.type !== 'AWS::EC2::Subnet') return undefined;
    return soleOf(topology.resolve(stringProperty(subnet, 'VpcId')));
  });
  const [first] = vpcs;
  return first && vpcs.every((vpc) => vpc && isSameVpc(first, vpc)) ? first : undefined;
}

/** The subnets and security groups of this set among some values, each with its VPC. */
export function placesIn(
  topology: Topology,
  list: List<Value<string>> | undefined,
): readonly { readonly at: Span; readonly resource: Resource; readonly vpc: Settled<string> | undefined }[] {
  return topology.resolveList(list).items.flatMap(({ value }) => {
    const resource = identified(value);
    if (!resource || !/^AWS::EC2::(Subnet|SecurityGroup)$/.test(resource.type)) return [];
    return [{ at: value.at, resource, vpc: soleOf(topology.resolve(stringProperty(resource, 'VpcId'))) }];
  });
}

/** True when two values are certainly one VPC. */
function isSameVpc(a: Settled<string>, b: Settled<string>): boolean {
  return vpcKey(a) !== undefined && vpcKey(a) === vpcKey(b);
}

/**
 * True when two values are certainly two VPCs: two resources of the set, or two ids that are written out. A parameter
 * or an import may be the same VPC as anything else.
 */
export function isOtherVpc(a: Settled<string> | undefined, b: Settled<string> | undefined): boolean {
  if (!a || !b || a.kind !== b.kind || (a.kind !== 'resource' && a.kind !== 'literal')) return false;
  if (a.kind === 'literal' && !(isVpcId(a) && isVpcId(b))) return false;
  if (a.kind === 'resource' && ![a, b].every((vpc) => identified(vpc)?.type === 'AWS::EC2::VPC' || isVpcAttribute(vpc)))
    return false;
  return vpcKey(a) !== vpcKey(b);
}

function isVpcId(value: Settled<string>): boolean {
  return value.kind === 'literal' && value.value.startsWith('vpc-');
}

function isVpcAttribute(value: Settled<string>): boolean {
  return value.kind === 'resource' && value.resource.type === 'AWS::EC2::VPC' && value.attribute === 'VpcId';
}

function vpcKey(value: Settled<string>): string | undefined {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'resource':
      return `${value.resource.uri}#${value.resource.logicalId}${isVpcAttribute(value) ? '' : (value.attribute ?? '')}`;
    case 'external':
      return value.key;
    default:
      return undefined;
  }
}
