import type { Resource, SecurityGroup, SecurityGroupRule } from '../model';
import { identified } from '../settled';
import type { List, Value } from '../value';
import type { Builder } from './builder';

/** Draws the security groups that protect links, balancers and services, and which group lets which one in. */
export function drawSecurityGroups(builder: Builder): void {
  const { topology } = builder;
  const protect = (resource: Resource, groups: List<Value<string>> | undefined): void => {
    for (const { value } of topology.resolveList(groups).items) {
      const group = identified(value);
      if (group?.kind === 'security-group') drawGroup(builder, group);
      builder.connect(builder.nodeOf(value), builder.idOf(resource), 'protects', value.at);
    }
  };
  for (const link of topology.ofKind('vpc-link-v2')) protect(link, link.securityGroupIds);
  for (const balancer of topology.ofKind('load-balancer')) protect(balancer, balancer.securityGroups);
  for (const service of topology.ofKind('ecs-service')) protect(service, service.securityGroups);
  for (const group of topology.ofKind('security-group')) {
    for (const { value } of group.ingress?.items ?? []) admit(builder, builder.idOf(group), value);
  }
  for (const { owner, rule } of topology.ofKind('security-group-rule')) {
    if (rule.direction !== 'ingress') continue;
    for (const { value } of topology.resolve(owner)) {
      const group = identified(value);
      if (group?.kind === 'security-group') admit(builder, builder.idOf(group), rule);
    }
  }
}

function drawGroup(builder: Builder, group: SecurityGroup): void {
  builder.draw(group, { kind: 'security-group', label: group.logicalId, detail: 'security group' });
}

function admit(builder: Builder, owner: string, rule: SecurityGroupRule): void {
  for (const { value } of builder.topology.resolve(rule.group)) {
    const source = identified(value);
    if (source?.kind === 'security-group') builder.connect(builder.idOf(source), owner, 'admits', rule.at);
  }
}
