import { property, type Node } from '../../template/index';
import type { ResourceBase, SecurityGroup, SecurityGroupRule, SecurityGroupRuleResource } from '../model';
import { readList } from '../read-list';
import { readNumber, readString } from '../read-value';
import { propertyOf } from './header';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
export function readSecurityGroup(base: ResourceBase): SecurityGroup {
  const at = (key: string) => propertyOf(base.properties, key);
  return {
    ...base,
    kind: 'security-group',
    vpc: readString(at('VpcId')),
    ingress: readList(at('SecurityGroupIngress'), (item) => readRule(item, 'ingress')),
    egress: readList(at('SecurityGroupEgress'), (item) => readRule(item, 'egress')),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupingress.html */
export function readSecurityGroupRule(
  direction: 'ingress' | 'egress',
): (base: ResourceBase) => SecurityGroupRuleResource {
  return (base) => ({
    ...base,
    kind: 'security-group-rule',
    owner: readString(propertyOf(base.properties, 'GroupId')),
    rule: readRule(base.properties ?? base.entry.value, direction),
  });
}

function readRule(node: Node, direction: 'ingress' | 'egress'): SecurityGroupRule {
  const at = (key: string) => property(node, key);
  return {
    at: node,
    direction,
    protocol: readString(at('IpProtocol')),
    fromPort: readNumber(at('FromPort')),
    toPort: readNumber(at('ToPort')),
    cidr: readString(at('CidrIp') ?? at('CidrIpv6')),
    group: readString(direction === 'ingress' ? at('SourceSecurityGroupId') : at('DestinationSecurityGroupId')),
    prefixList: readString(direction === 'ingress' ? at('SourcePrefixListId') : at('DestinationPrefixListId')),
  };
}
