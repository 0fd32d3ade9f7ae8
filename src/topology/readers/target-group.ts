import { property } from '../../template/index';
import type { EcsService, ResourceBase, TargetGroup } from '../model';
import { readList, readStringList } from '../read-list';
import { readNumber, readString } from '../read-value';
import { propertyOf, readAttributes } from './header';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-targetgroup.html */
export function readTargetGroup(base: ResourceBase): TargetGroup {
  const at = (...path: string[]) => propertyOf(base.properties, ...path);
  return {
    ...base,
    kind: 'target-group',
    targetType: readString(at('TargetType')),
    port: readNumber(at('Port')),
    protocol: readString(at('Protocol')),
    protocolVersion: readString(at('ProtocolVersion')),
    vpc: readString(at('VpcId')),
    targets: readList(at('Targets'), (item) => ({
      at: item,
      id: readString(property(item, 'Id')),
      port: readNumber(property(item, 'Port')),
    })),
    healthCheck: {
      enabled: readString(at('HealthCheckEnabled')),
      protocol: readString(at('HealthCheckProtocol')),
      port: readString(at('HealthCheckPort')),
      path: readString(at('HealthCheckPath')),
      matcher: readString(at('Matcher', 'HttpCode')),
      interval: readString(at('HealthCheckIntervalSeconds')),
      timeout: readString(at('HealthCheckTimeoutSeconds')),
      healthyCount: readString(at('HealthyThresholdCount')),
      unhealthyCount: readString(at('UnhealthyThresholdCount')),
    },
    attributes: readAttributes(at('TargetGroupAttributes')),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html */
export function readEcsService(base: ResourceBase): EcsService {
  return {
    ...base,
    kind: 'ecs-service',
    loadBalancers: readList(propertyOf(base.properties, 'LoadBalancers'), (item) => ({
      targetGroup: readString(property(item, 'TargetGroupArn')),
      containerName: readString(property(item, 'ContainerName')),
      containerPort: readNumber(property(item, 'ContainerPort')),
    })),
    securityGroups: readStringList(
      propertyOf(base.properties, 'NetworkConfiguration', 'AwsvpcConfiguration', 'SecurityGroups'),
    ),
  };
}
