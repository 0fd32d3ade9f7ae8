import { balancerTypeOf, type Resource, type Topology } from '../../topology/index';
import type { Describe } from './model';
import { counts } from './words';

/** Resources by type, as they are written in the templates, whatever conditions they stand under. */
export const infrastructure: Describe = ({ topology }) => {
  const byType = new Map<string, number>();
  for (const resource of topology.resources) byType.set(resource.type, (byType.get(resource.type) ?? 0) + 1);
  const balancers = topology.ofKind('load-balancer').map((balancer) => balancerTypeOf(topology, balancer));
  const nlbs = balancers.filter((type) => type === 'network').length;
  const albs = balancers.filter((type) => type === 'application').length;
  const network = counts([
    [number(topology, 'vpc-link-v1'), 'VPC link (V1)', 'VPC links (V1)'],
    [number(topology, 'vpc-link-v2'), 'VPC link V2', 'VPC links V2'],
    [nlbs, 'NLB'],
    [albs, 'ALB'],
    [balancers.length - nlbs - albs, 'load balancer of unknown type', 'load balancers of unknown type'],
    [number(topology, 'listener'), 'listener'],
    [number(topology, 'rule'), 'rule'],
    [number(topology, 'target-group'), 'target group'],
    [number(topology, 'security-group'), 'security group'],
    [
      number(topology, 'security-group-rule'),
      'rule of its own for a security group',
      'rules of their own for security groups',
    ],
  ]);
  const total = counts([[topology.resources.length, 'resource']]) || 'no resources';
  return {
    text: network === '' ? total : `${total}, among them ${network}`,
    figures: {
      resources: topology.resources.length,
      byType: Object.fromEntries([...byType].sort(([left], [right]) => (left < right ? -1 : 1))),
      nlbs,
      albs,
    },
  };
};

function number(topology: Topology, kind: Resource['kind']): number {
  return topology.ofKind(kind).length;
}
