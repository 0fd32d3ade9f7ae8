import { property } from '../../template/index';
import { portOf, protocolOf, targetTypeOf } from '../balancers';
import type { Resource, TargetGroup } from '../model';
import { readStringList } from '../read-list';
import { identified, numberOf, soleOf, stringOf, textOf, type Settled } from '../settled';
import type { Builder } from './builder';

/** Draws target groups and what is registered in them: an ALB, functions, addresses, instances, services. */
export function drawTargetGroups(builder: Builder): void {
  const { topology } = builder;
  for (const group of topology.ofKind('target-group')) drawGroup(builder, group);
  for (const service of topology.ofKind('ecs-service')) {
    for (const { value } of service.loadBalancers?.items ?? []) {
      const id = builder.draw(service, { kind: 'target', label: service.logicalId, detail: 'ECS service' });
      for (const group of topology.resolve(value.targetGroup))
        builder.connect(builder.nodeOf(group.value), id, 'registers', value.targetGroup?.at);
    }
  }
  for (const resource of topology.ofKind('other')) {
    if (resource.type === 'AWS::AutoScaling::AutoScalingGroup') drawAutoScalingGroup(builder, resource);
  }
}

function drawGroup(builder: Builder, group: TargetGroup): void {
  const { topology } = builder;
  const port = portOf(topology, group);
  const type = targetTypeOf(topology, group);
  const protocol = protocolOf(topology, group);
  const detail = [protocol && port !== undefined ? `${protocol} :${port}` : protocol, type && `type ${type}`]
    .filter(Boolean)
    .join(', ');
  const id = builder.draw(group, { kind: 'target-group', label: group.logicalId, detail });
  for (const { value: target } of group.targets?.items ?? []) {
    const targetPort = numberOf(soleOf(topology.resolve(target.port))) ?? port;
    for (const { value } of topology.resolve(target.id)) {
      const registered = registeredNode(builder, value, type, targetPort);
      if (type === 'alb') builder.setPort(id, targetPort);
      builder.connect(id, registered, 'registers', target.id?.at);
    }
  }
}

function registeredNode(
  builder: Builder,
  value: Settled<string>,
  type: string | undefined,
  port: number | undefined,
): string | undefined {
  // What a group of type "alb" registers is a balancer, at hand or not; everything else is a target.
  if (type === 'alb' || identified(value)?.kind === 'load-balancer') return builder.nodeOf(value);
  if (value.kind === 'resource') return builder.nodeOf(value, { kind: 'target', label: value.resource.logicalId });
  const name = stringOf(value) ?? textOf(value);
  const address = type === 'ip' && port !== undefined ? `${name}:${port}` : name;
  return builder.nodeOf(value, { kind: 'target', label: address, detail: type ?? '' });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html */
function drawAutoScalingGroup(builder: Builder, resource: Resource): void {
  const list = readStringList(property(resource.properties, 'TargetGroupARNs'));
  for (const { value } of builder.topology.resolveList(list).items) {
    const id = builder.draw(resource, { kind: 'target', label: resource.logicalId, detail: 'Auto Scaling group' });
    builder.connect(builder.nodeOf(value), id, 'registers', value.at);
  }
}
