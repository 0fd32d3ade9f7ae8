import type { ResourceBase, VpcLinkV1, VpcLinkV2 } from '../model';
import { readStringList } from '../read-list';
import { propertyOf } from './header';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-vpclink.html */
export function readVpcLinkV1(base: ResourceBase): VpcLinkV1 {
  return { ...base, kind: 'vpc-link-v1', targetArns: readStringList(propertyOf(base.properties, 'TargetArns')) };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigatewayv2-vpclink.html */
export function readVpcLinkV2(base: ResourceBase): VpcLinkV2 {
  return {
    ...base,
    kind: 'vpc-link-v2',
    subnetIds: readStringList(propertyOf(base.properties, 'SubnetIds')),
    securityGroupIds: readStringList(propertyOf(base.properties, 'SecurityGroupIds')),
    tags: propertyOf(base.properties, 'Tags'),
  };
}
