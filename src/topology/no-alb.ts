import { balancerTypeOf } from './balancers';
import type { Settled } from './settled';
import type { Topology } from './topology';

/** True when a value is certainly not the ARN of an ALB: another resource, another attribute, or a text that is no ARN. */
export function isNoAlb(topology: Topology, id: Settled<string>): boolean {
  if (id.kind === 'literal') return id.value !== '' && !/^(arn:|\{\{resolve:)/.test(id.value);
  if (id.kind !== 'resource') return false;
  const { resource, attribute } = id;
  if (resource.kind !== 'load-balancer') return ['target-group', 'listener', 'ecs-service'].includes(resource.kind);
  if (attribute !== undefined && attribute !== 'LoadBalancerArn') return true;
  return (balancerTypeOf(topology, resource) ?? 'application') !== 'application';
}
