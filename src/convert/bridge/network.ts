import { property, type Fragment, copyOf, getAtt, ref, type Node } from '../../template/index';
import {
  describe,
  identified,
  numberOf,
  soleOf,
  stringOf,
  textOf,
  type List,
  type LoadBalancer,
  type SecurityGroupRule,
  type Topology,
  type Value,
} from '../../topology/index';
import type { BridgePlan } from './plan-bridge';

/** The subnets for the V2 link: those of the ALB, which can reach it by the VPC's own routes. Else those of the NLB. */
export function subnetsFor(plan: BridgePlan): Fragment | undefined {
  for (const balancer of [plan.targets[0]!.alb, plan.nlb]) {
    const { properties } = balancer;
    const subnets = properties && property(properties, 'Subnets');
    if (subnets) return copyOf(subnets);
    const mapped = balancer.subnetMappings;
    if (
      mapped &&
      mapped.items.length > 0 &&
      !mapped.unknown &&
      mapped.items.every(({ value, when }) => when.length === 0 && isNode(value.at))
    ) {
      return mapped.items.map(({ value }) => copyOf(value.at as Node));
    }
  }
  return undefined;
}

/** The VPC of the target group that the NLB forwards to, which is the ALB's. */
export function vpcFor(plan: BridgePlan): Fragment | undefined {
  const { properties } = plan.integrations[0]!.leg.group;
  const vpc = properties && property(properties, 'VpcId');
  return vpc && copyOf(vpc);
}

/** The security groups of an ALB as they are written, one entry for each that can be named. */
export function groupsOf(
  topology: Topology,
  alb: LoadBalancer,
): readonly { readonly id: Fragment; readonly value: Value<string> }[] {
  const list: List<Value<string>> | undefined = alb.securityGroups;
  return (list?.items ?? []).flatMap(
    ({ value, when }): readonly { readonly id: Fragment; readonly value: Value<string> }[] => {
      if (when.length > 0) return [];
      const group = identified(soleOf(topology.resolve(value)));
      // `GetAtt Group.GroupId` is right for groups with and without a VPC, `Ref` only for those in one.
      if (group?.kind === 'security-group' && group.uri === alb.uri)
        return [{ id: getAtt(group.logicalId, 'GroupId'), value }];
      return isNode(value.at) ? [{ id: copyOf(value.at), value }] : [];
    },
  );
}

/** True when the group surely lets the link's addresses in on this port already: from anywhere, or from the whole VPC. */
export function alreadyAdmits(topology: Topology, plan: BridgePlan, group: Value<string>, port: number): boolean {
  const owner = identified(soleOf(topology.resolve(group)));
  if (owner?.kind !== 'security-group') return false;
  const inline = (owner.ingress?.items ?? []).filter(({ when }) => when.length === 0).map(({ value }) => value);
  const apart = topology
    .ofKind('security-group-rule')
    .filter(
      (rule) =>
        rule.rule.direction === 'ingress' &&
        !rule.condition &&
        identified(soleOf(topology.resolve(rule.owner))) === owner,
    )
    .map((rule) => rule.rule);
  const vpcRange = vpcCidr(topology, plan);
  return [...inline, ...apart].some((rule) => {
    if (!coversPort(topology, rule, port)) return false;
    const cidr = soleOf(topology.resolve(rule.cidr));
    if (!cidr) return false;
    return stringOf(cidr) === '0.0.0.0/0' || (vpcRange !== undefined && vpcRange === sourceText(topology, rule.cidr));
  });
}

function coversPort(topology: Topology, rule: SecurityGroupRule, port: number): boolean {
  const protocol = stringOf(soleOf(topology.resolve(rule.protocol)))?.toLowerCase();
  if (protocol === '-1') return true;
  const [from, to] = [
    numberOf(soleOf(topology.resolve(rule.fromPort))),
    numberOf(soleOf(topology.resolve(rule.toPort))),
  ];
  return (
    (protocol === 'tcp' || protocol === '6') && from !== undefined && to !== undefined && from <= port && port <= to
  );
}

/** The address range of the VPC as it is written, where the VPC stands in a file at hand. */
function vpcCidr(topology: Topology, plan: BridgePlan): string | undefined {
  const vpc = soleOf(topology.resolve(plan.integrations[0]!.leg.group.vpc));
  const resource = vpc?.kind === 'resource' ? vpc.resource : undefined;
  const written =
    resource?.type === 'AWS::EC2::VPC' && resource.properties ? property(resource.properties, 'CidrBlock') : undefined;
  return written && written.section.text.slice(written.start, written.end);
}

/** What the template writes: two ranges that are written alike are alike, whatever the parameters. */
function sourceText(topology: Topology, value: Value<string> | undefined): string | undefined {
  const settled = soleOf(topology.resolve(value));
  return value && settled ? value.at.section.text.slice(value.at.start, value.at.end) : undefined;
}

/** `Ref` of the ALB, which is its ARN. */
export function albArn(alb: LoadBalancer): Fragment {
  return ref(alb.logicalId);
}

/** How a person would call a value in a note. */
export function inWords(topology: Topology, value: Value<string> | undefined): string {
  const settled = soleOf(topology.resolve(value));
  return settled ? (settled.kind === 'text' ? textOf(settled) : describe(settled)) : 'unknown';
}

function isNode(span: object): span is Node {
  return 'kind' in span;
}
