import { property } from '../../template/index';
import type { LoadBalancer, ResourceBase } from '../model';
import { readList, readStringList } from '../read-list';
import { readString } from '../read-value';
import { propertyOf, readAttributes } from './header';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html */
export function readLoadBalancer(base: ResourceBase): LoadBalancer {
  const at = (key: string) => propertyOf(base.properties, key);
  return {
    ...base,
    kind: 'load-balancer',
    balancerType: readString(at('Type')),
    scheme: readString(at('Scheme')),
    subnets: readStringList(at('Subnets')),
    subnetMappings: readList(
      at('SubnetMappings'),
      (item) => readString(property(item, 'SubnetId')) ?? { kind: 'unknown', because: 'SubnetId is missing', at: item },
    ),
    securityGroups: readStringList(at('SecurityGroups')),
    enforcePrivateLink: readString(at('EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic')),
    attributes: readAttributes(at('LoadBalancerAttributes')),
  };
}
